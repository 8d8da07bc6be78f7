import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.mjs";
import { run } from "./step.mjs";

/**
 * The Python of an environment that is made once for each state of the requirements; null when it can't be made.
 * @param {string} name in the name of its folder
 * @param {string} requirements path of a file for pip
 * @param {string} otherwise what else can be done, for whom it can't be made
 */
export async function pythonEnvironment(name, requirements, otherwise) {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(ROOT, "node_modules", ".cache", `curfew-${name}-${hash}`);
  const python = join(folder, "bin", "python3");
  const done = join(folder, "installed");
  if (existsSync(done)) return python;
  rmSync(folder, { recursive: true, force: true });
  // pip asks the index that it is configured for on this machine.
  const steps = [
    ["python3", ["-m", "venv", folder]],
    [python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]],
  ];
  for (const [file, args] of steps) {
    const { code } = await run(file, args);
    if (code === 0) continue;
    console.error(
      `What the tests need can't be installed here: \`${[file, ...args].join(" ")}\` failed, its words are above. ` +
        `It needs Python with venv, and a package index that pip reaches (pip config, PIP_INDEX_URL). ${otherwise}`,
    );
    return null;
  }
  writeFileSync(done, "");
  return python;
}
