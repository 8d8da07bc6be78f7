import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../clock.ts";
import { silentLog } from "../log.ts";
import { type Guardian, startGuardian } from "./guardian.ts";

/** Never within this test. */
const SELDOM_MS = 600_000;
const OFTEN_MS = 20;

function guarded(agentNonce: string) {
  return { agentNonce, controlGroup: null };
}

/** A process that carries an agent's mark, in a session of its own. */
function startMarked(nonce: string): ChildProcess {
  const child = spawn("sleep", ["1000"], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, CURFEW_AGENT: nonce },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test("the end of the agent ends what carries its mark, and nothing else", async () => {
  const [own, other] = [startMarked("own"), startMarked("other")];
  startGuardian(guarded("own"), silentLog, SELDOM_MS).dismiss();
  expect(await once(own, "exit")).toEqual([null, "SIGKILL"]);
  expect(other.exitCode ?? other.signalCode).toBeNull();
});

/** With this guardian, until the test has ended. */
function guard(nonce: string, lookMs: number): Guardian {
  const guardian = startGuardian(guarded(nonce), silentLog, lookMs);
  onTestFinished(() => guardian.dismiss());
  return guardian;
}

test("an agent that gives no sign is frozen: what it can't stop any more is ended", async () => {
  const work = startMarked("frozen");
  guard("frozen", OFTEN_MS);
  expect(await once(work, "exit")).toEqual([null, "SIGKILL"]);
});

test("while signs come, nothing is ended", async () => {
  const [lively, silent] = [startMarked("lively"), startMarked("silent")];
  const guardian = guard("lively", 100);
  onTestFinished(systemClock.every(10, () => guardian.sign()));
  guard("silent", 100);
  expect(await once(silent, "exit")).toEqual([null, "SIGKILL"]);
  expect(lively.exitCode ?? lively.signalCode).toBeNull();
});

test("after the last sign it is patient for less long", async () => {
  const [leaving, staying, silent] = [startMarked("leaving"), startMarked("staying"), startMarked("mute")];
  const [short, long] = [guard("leaving", 100), guard("staying", 100)];
  const both = systemClock.every(10, () => [short, long].map((guardian) => guardian.sign()));
  onTestFinished(both);
  guard("mute", 100);
  // By then the others watch too.
  await once(silent, "exit");
  both();
  short.lastSign();
  expect(await once(leaving, "exit")).toEqual([null, "SIGKILL"]);
  expect(staying.exitCode ?? staying.signalCode).toBeNull();
});
