import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "#server/clock.ts";
import { endLeftovers, replicasOf } from "./leftovers.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "curfew-leftovers-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A process of a replica of this home, in a session of its own. */
async function startOfReplica(...command: string[]): Promise<ChildProcess> {
  const id = randomUUID();
  mkdirSync(join(home, "replicas", id), { recursive: true });
  const env = { ...process.env, CURFEW_REPLICA: id };
  const [file = "", ...args] = command;
  const child = spawn(file, args, { detached: true, stdio: "ignore", env });
  await once(child, "spawn");
  return child;
}

test("what a killed runner has left and ends by itself is waited for, and not killed", async () => {
  const child = await startOfReplica("sh", "-c", "sleep 0.5; exit 7");
  const exit = once(child, "exit");
  expect(await endLeftovers(replicasOf(home), systemClock, new AbortController().signal)).toBe(true);
  expect(await exit).toEqual([7, null]);
});

test("in a hurry nothing is waited for, and nothing is left", async () => {
  const children = [await startOfReplica("sleep", "600"), await startOfReplica("sleep", "600")];
  const exits = children.map((child) => once(child, "exit"));
  const replicas = replicasOf(home);
  expect(replicas.living()).toHaveLength(2);
  expect(await endLeftovers(replicas, systemClock, AbortSignal.abort())).toBe(true);
  expect(await Promise.all(exits)).toEqual([
    [null, "SIGKILL"],
    [null, "SIGKILL"],
  ]);
  expect(replicas.living()).toEqual([]);
});
