import { bundle } from "./build.mjs";
import { checkNode, ensureInstalled } from "./install.mjs";

/**
 * `npm start`: from a bare clone to a running Curfew. This file uses nothing but Node; what comes after the
 * installation is bin/launch/.
 */
checkNode();
try {
  await ensureInstalled((line) => console.log(line));
  await bundle();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const { launch } = await import("../dist/launch.mjs");
process.exitCode = await launch();
