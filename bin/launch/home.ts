import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, startTime } from "#db/embedded/process-state.ts";
import { CannotStart } from "./say.ts";

/** Holds the home folder for this process, so that two starts never run one database or one runner twice. */
export function claimHome(home: string): () => void {
  // Root's built-in database runs as another user, who has to reach its own folder in here.
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  mkdirSync(join(home, "logs"), { recursive: true, mode: 0o700 });
  const file = join(home, "start.pid");
  const holder = existsSync(file) ? readHolder(file) : null;
  if (holder) {
    throw new CannotStart(
      `Curfew already runs with CURFEW_HOME=${home} (process ${holder}). ` +
        "Stop it first, or give this one another home, for example CURFEW_HOME=/tmp/curfew-2",
    );
  }
  writeFileSync(file, `${process.pid} ${startTime(process.pid) ?? ""}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The live process that holds the file. A number that another program has got since does not count. */
function readHolder(file: string): number | null {
  const [pid, started] = readFileSync(file, "utf8").trim().split(" ");
  const holder = Number(pid);
  if (!holder || !isAlive(holder)) return null;
  return startTime(holder) === (started || null) ? holder : null;
}
