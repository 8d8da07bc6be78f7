import type { Owner } from "./owner-commands.ts";
import { runCli } from "./run-cli.ts";

export interface Place {
  /** The folder where Curfew keeps its own files on this host; null where only the client is. */
  home: string | null;
  /** Null where only the client is. */
  owner: Owner | null;
}

/** Gives the exit code for the words behind the program's name. */
export function main(argv: string[], place: Place): Promise<number> {
  return runCli(argv, {
    ...place,
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onInterrupt: (heard) => {
      process.on("SIGINT", heard);
      return () => process.off("SIGINT", heard);
    },
  });
}
