import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#server/clock.ts";
import { commandNames, isAlive } from "./process-state.ts";

/** What a running server says of itself in its data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  state: "starting" | "ready" | "stopping" | "standby";
}

const SIGNALS = ["SIGINT", "SIGQUIT", "SIGKILL"] as const;
const PATIENCE_MS = 5_000;

/** The server that runs on this data folder, or null. */
export function readPostmaster(data: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid) || !commandNames(pid, data)) return null;
  return { pid, port: Number(lines[3]), state: (lines[7]?.trim() || "starting") as Postmaster["state"] };
}

/** Removes what a killed server left: its number may belong to another program by now, and PostgreSQL would wait for that. */
export function clearStale(data: string): void {
  if (!readPostmaster(data)) rmSync(join(data, "postmaster.pid"), { force: true });
}

/**
 * Stops the server: each step gets 5 seconds. The plain request is not always enough: a server that is told to
 * stop just after one of its processes crashed can stay in "stopping" for good.
 */
export async function stopPostmaster(pid: number, clock: Clock): Promise<void> {
  for (const signal of SIGNALS) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const patience = clock.monotonic() + PATIENCE_MS;
    while (isAlive(pid) && clock.monotonic() < patience) await clock.sleep(20);
  }
}
