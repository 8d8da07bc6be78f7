import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { findProgram } from "./program-path.ts";

const run = promisify(execFile);
const ANSWER_WITHIN_MS = 20_000;

/**
 * The interpreter for a program in `directory`: of its own `.venv`, else the first `python3` on its PATH. What is
 * found on the PATH may be a shim that costs 80 ms each time, so it is asked once which file it stands for.
 * Throws with a sentence for a person when there is none.
 */
export async function findPython(directory: string, env: Record<string, string>): Promise<string> {
  const own = findProgram(join(directory, ".venv", "bin", "python3"), directory, undefined);
  if (own) return own;
  const found = findProgram("python3", directory, env.PATH);
  if (!found) throw new Error("There is no python3 on the PATH");
  const { stdout } = await run(found, ["-c", "import sys; print(sys.executable)"], {
    cwd: directory,
    env: env as NodeJS.ProcessEnv,
    timeout: ANSWER_WITHIN_MS,
  });
  return stdout.trim() || found;
}
