import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../clock.ts";
import { isGone, type ProcessIdentity } from "./process-entry.ts";
import { identify, readProcess } from "./process-table.ts";
import { signalGroup } from "./signal-process.ts";
import { createMark, WORKER_VARIABLE } from "./survivors.ts";
import { Sweeper } from "./sweeper.ts";

/** Bounds a promise that was broken; a kept one takes milliseconds. */
const BROKEN_MS = 20_000;

/** A leader and the children that its script starts and names, one pid a line; all are gone with the test. */
async function family(script: string, children: number, env: Record<string, string> = {}) {
  const child = spawn("sh", ["-c", script], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  const pids: number[] = [];
  let text = "";
  child.stdout.on("data", (data) => {
    text += String(data);
  });
  while (text.split("\n").length <= children) await once(child.stdout, "data");
  pids.push(...text.trim().split("\n").map(Number));
  onTestFinished(() => {
    for (const pid of [child.pid as number, ...pids]) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  });
  return { leader: identify(child.pid as number) as ProcessIdentity, pids, closed: once(child, "close") };
}

function isAlive(pid: number): boolean {
  const entry = readProcess(pid);
  return entry !== null && !isGone(entry);
}

test("a signal to a group reaches the leader and all that it started", { timeout: BROKEN_MS }, async () => {
  const { leader, pids, closed } = await family("sleep 600 & echo $!; sleep 600 & echo $!; wait", 2);
  expect(signalGroup(leader, "SIGKILL")).toBe(true);
  // Its output ends when nobody holds it any more.
  await closed;
  expect(pids.filter(isAlive)).toEqual([]);
});

test("a sweep ends also what has left its group, and is over only then", { timeout: BROKEN_MS }, async () => {
  const nonce = "0123456789abcdef0123456789abcdef";
  const script = "setsid sh -c 'echo $$; exec sleep 600' & wait";
  const { leader, pids } = await family(script, 1, { [WORKER_VARIABLE]: nonce });
  signalGroup(leader, "SIGKILL");
  expect(await new Sweeper(systemClock, null).sweep(createMark(nonce, leader), true)).toBe(1);
  expect(pids.filter(isAlive)).toEqual([]);
});
