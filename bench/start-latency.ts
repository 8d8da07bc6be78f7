import { setTimeout as sleep } from "node:timers/promises";
import { createExecution } from "#server/executions/create.ts";
import type { CurfewUnderTest } from "./curfew-under-test.ts";
import type { GraphileUnderTest } from "./graphile-under-test.ts";
import type { ProbeRuntime } from "./probe-service.ts";
import { milliseconds, type Settings } from "./settings.ts";

/** So that the next worker is warm: what is measured is a start on a warm replica. */
const SETTLE_MS: Record<ProbeRuntime, number> = { python: 30, node: 250 };

/** Milliseconds until user code ran: from the call that creates the row, and from its committed row. */
export interface StartTimes {
  fromCall: number[];
  fromRow: number[];
}

/** One at a time, created by the verb in this process: without HTTP, as graphile's addJob is. */
export async function measureStarts(
  curfew: CurfewUnderTest,
  runtime: ProbeRuntime,
  { starts: { [runtime]: count } }: Settings,
): Promise<StartTimes> {
  const execution = { service: `bench-${runtime}`, functionName: "stamp", input: {} };
  const times: StartTimes = { fromCall: [], fromRow: [] };
  for (let start = 0; start < count; start++) {
    await sleep(SETTLE_MS[runtime]);
    const called = process.hrtime.bigint();
    const { id } = await createExecution(curfew.ctx, execution);
    const committed = process.hrtime.bigint();
    const { at } = await curfew.output<{ at: string }>(id);
    times.fromCall.push(milliseconds(called, BigInt(at)));
    times.fromRow.push(milliseconds(committed, BigInt(at)));
  }
  return times;
}

/** The same through `next start` and tRPC. */
export async function measureHttpStarts(
  curfew: CurfewUnderTest,
  runtime: ProbeRuntime,
  { starts: { [runtime]: count } }: Settings,
): Promise<number[]> {
  const samples: number[] = [];
  for (let start = 0; start < count; start++) {
    await sleep(SETTLE_MS[runtime]);
    const called = process.hrtime.bigint();
    const { id } = await curfew.client.executions.start({
      service: `bench-${runtime}`,
      functionName: "stamp",
    });
    const { at } = await curfew.output<{ at: string }>(id);
    samples.push(milliseconds(called, BigInt(at)));
  }
  return samples;
}

export async function measureGraphileStarts(
  graphile: GraphileUnderTest,
  { starts: { python: count } }: Settings,
): Promise<StartTimes> {
  const times: StartTimes = { fromCall: [], fromRow: [] };
  for (let start = 0; start < count; start++) {
    await sleep(SETTLE_MS.python);
    const stamped = graphile.stamped();
    const called = process.hrtime.bigint();
    await graphile.addJob("stamp", {});
    const committed = process.hrtime.bigint();
    const at = await stamped;
    times.fromCall.push(milliseconds(called, at));
    times.fromRow.push(milliseconds(committed, at));
  }
  return times;
}
