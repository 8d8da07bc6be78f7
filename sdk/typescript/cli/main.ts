import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "./run-cli.ts";

/** Gives the exit code; bin/curfew.mjs calls it with the words behind the program's name. */
export function main(argv: string[]): Promise<number> {
  return runCli(argv, {
    env: process.env,
    root: join(dirname(fileURLToPath(import.meta.url)), ".."),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onInterrupt: (heard) => {
      process.on("SIGINT", heard);
      return () => process.off("SIGINT", heard);
    },
  });
}
