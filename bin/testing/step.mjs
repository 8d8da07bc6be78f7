import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.mjs";

/** Results that programs write for this one to count. */
export const RESULTS = join(ROOT, "artifacts", "tests");
mkdirSync(RESULTS, { recursive: true });

const bin = (name) => join(ROOT, "node_modules", ".bin", name);

/**
 * Runs a command with its output on the terminal, and keeps that output too. With a `label` it is shown at the end, each line
 * behind it: then several may run side by side.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, env = {}, label = "") {
  const file = command.startsWith("node_modules:") ? bin(command.slice("node_modules:".length)) : command;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (stream) => (chunk) => {
      output += chunk;
      if (!label) stream.write(chunk);
    };
    child.stdout.on("data", keep(process.stdout));
    child.stderr.on("data", keep(process.stderr));
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => {
      if (label) process.stdout.write(output.replace(/^(?=.)/gm, label));
      resolve({ code: code ?? 1, output });
    });
  });
}

/** A check that holds or does not: one passed or one failed. */
export async function check(command, args, env) {
  const { code } = await run(command, args, env);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
