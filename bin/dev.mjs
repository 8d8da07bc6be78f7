import { bundle } from "./build.mjs";
import { checkNode, ensureInstalled } from "./install.mjs";

/** `npm run dev`: like `npm start`, with the screens rebuilt as you edit and the runner started anew. */
checkNode();
await ensureInstalled();
await bundle();
const { launch } = await import("../dist/launch.mjs");
process.exitCode = await launch({ mode: "dev" });
