import { expect, test } from "vitest";
import { SELF_FENCE_MS } from "#server/domain/liveness.ts";
import { silentLog } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import type { RunnerMessage } from "#server/protocol/runner-agent.ts";
import type { Renewed } from "#server/runners/renew-leases.ts";
import type { AgentHub } from "./agent-hub.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import { ReplicaBook } from "./replica-book.ts";

/** A keeper with one agent that was heard, and a database that answers when the test says so. */
function stage(databaseIsLocal: boolean) {
  const clock = new ManualClock();
  const book = new ReplicaBook();
  const row = {
    serviceId: "s",
    revision: 1,
    runnerId: "r",
    slots: 1,
    tokenHash: "",
    agentPid: 1,
    ackedSeq: 0,
  };
  Object.assign(book.add({ ...row, id: "p", state: "ready" }), { heardAt: 0, sentAt: 7 });
  const sent: RunnerMessage[] = [];
  const hub = {
    isConnected: () => true,
    send: (_: string, message: RunnerMessage) => sent.push(message),
    disconnect: () => {},
  } as unknown as AgentHub;
  const asked: ((renewed: Renewed) => void)[] = [];
  let superseded = 0;
  const keeper = new LeaseKeeper({
    rows: { renewLeases: () => new Promise((resolve) => asked.push(resolve)) },
    clock,
    term: { id: "r", epoch: 1 },
    book,
    hub,
    databaseIsLocal,
    log: silentLog,
    onSuperseded: () => {
      superseded += 1;
    },
  });
  return { clock, sent, asked, keeper, superseded: () => superseded };
}

test("a local database that hangs holds no lease back, and is asked once until it answers", async () => {
  const { clock, sent, asked, keeper } = stage(true);
  for (let round = 1; round <= 4; round += 1) {
    const done = keeper.runOnce();
    clock.advance(SELF_FENCE_MS / 6);
    await done;
    expect(sent).toHaveLength(round);
  }
  expect(sent[0]).toEqual({ type: "lease", sentAt: 7 });
  expect(asked).toHaveLength(1);
});

test("a database elsewhere that hangs renews nothing, and neither does one whose answer says that another took over", async () => {
  const { clock, sent, asked, keeper, superseded } = stage(false);
  const done = keeper.runOnce();
  clock.advance(SELF_FENCE_MS / 6);
  await expect(done).rejects.toThrow("did not answer within 3000 ms");
  const again = keeper.runOnce();
  asked[0]?.({ held: false, lost: [] });
  await again;
  expect([sent.length, superseded()]).toEqual([0, 1]);
});
