import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../clock.ts";
import { silentLog } from "../log.ts";
import { startGuardian } from "./guardian.ts";

/** Never within this test. */
const SELDOM_SECONDS = 600;

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
  const release = startGuardian(guarded("own"), systemClock, silentLog, SELDOM_SECONDS);
  release();
  expect(await once(own, "exit")).toEqual([null, "SIGKILL"]);
  expect(other.exitCode ?? other.signalCode).toBeNull();
});

test("an agent that gives no sign is frozen: what it can't stop any more is ended", async () => {
  const work = startMarked("frozen");
  // A clock that stands still: no sign is ever given.
  const frozen = { ...systemClock, every: () => () => {} };
  onTestFinished(startGuardian(guarded("frozen"), frozen, silentLog, 0.05));
  expect(await once(work, "exit")).toEqual([null, "SIGKILL"]);
});

test("while signs come, nothing is ended", async () => {
  const [lively, silent] = [startMarked("lively"), startMarked("silent")];
  const quick = { ...systemClock, every: (_: number, sign: () => void) => systemClock.every(10, sign) };
  const frozen = { ...systemClock, every: () => () => {} };
  onTestFinished(startGuardian(guarded("lively"), quick, silentLog, 0.5));
  onTestFinished(startGuardian(guarded("silent"), frozen, silentLog, 0.5));
  expect(await once(silent, "exit")).toEqual([null, "SIGKILL"]);
  expect(lively.exitCode ?? lively.signalCode).toBeNull();
});
