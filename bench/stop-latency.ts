import { setTimeout as sleep } from "node:timers/promises";
import { type CurfewUnderTest, until } from "./curfew-under-test.ts";
import type { GraphileUnderTest } from "./graphile-under-test.ts";
import { deployProbe, type ProbeRuntime } from "./probe-service.ts";
import { milliseconds, type Settings } from "./settings.ts";

const LIVE = "bench-live";
const PROBE_PAUSE_MS = 0.5;
const LIVE_PAUSE_MS = 20;
/** So that what the start of the probe left behind is over. */
const SETTLE_MS = 100;

export async function deployLife(curfew: CurfewUnderTest, most: number): Promise<void> {
  await deployProbe(curfew, LIVE, "python", most);
}

/** Starts executions until so many live: they pass a checkpoint every 20 ms. */
export async function fillWithLife(curfew: CurfewUnderTest, live: number): Promise<void> {
  for (let started = await curfew.count(LIVE, ["in-progress"]); started < live; started++) {
    const input = { pause_ms: LIVE_PAUSE_MS };
    await curfew.client.executions.start({ service: LIVE, functionName: "loop", input });
  }
  await until("all of them run", async () => (await curfew.count(LIVE, ["in-progress"])) === live);
}

export async function endLife(curfew: CurfewUnderTest): Promise<void> {
  for (;;) {
    const { rows } = await curfew.client.executions.list({
      services: [LIVE],
      statuses: ["in-progress"],
      limit: 200,
    });
    const running = rows.filter((row) => row.stop === null);
    for (const { id } of running) await curfew.client.executions.terminate(id);
    if ((await curfew.count(LIVE, ["created", "in-progress"])) === 0) return;
    await sleep(100);
  }
}

/** Milliseconds from the call of the API to the raise in user code. */
export async function measureStops(
  curfew: CurfewUnderTest,
  runtime: ProbeRuntime,
  { stops }: Settings,
): Promise<number[]> {
  const samples: number[] = [];
  for (let stop = 0; stop < stops; stop++) samples.push(await measureStop(curfew, runtime));
  return samples;
}

async function measureStop(curfew: CurfewUnderTest, runtime: ProbeRuntime): Promise<number> {
  const input = { pause_ms: PROBE_PAUSE_MS };
  const probe = { service: `bench-${runtime}`, functionName: "loop", input };
  const { id } = await curfew.client.executions.start(probe);
  await until("the probe runs", async () => (await startedAt(curfew, id)) !== null);
  await sleep(SETTLE_MS);
  const asked = process.hrtime.bigint();
  await curfew.client.executions.terminate(id);
  const { at } = await curfew.output<{ at: string }>(id);
  return milliseconds(asked, BigInt(at));
}

/** Null until user code was about to run. */
async function startedAt(curfew: CurfewUnderTest, id: string): Promise<Date | null> {
  const [row] = await curfew.ctx.database.sql<{ at: Date }[]>`
    select at from execution_events where execution_id = ${id} and type = 'started'`;
  return row?.at ?? null;
}

/** The same loop in a job of Graphile Worker, stopped by a committed row and a NOTIFY of one's own; no HTTP. */
export async function measureOwnStops(graphile: GraphileUnderTest, { stops }: Settings): Promise<number[]> {
  await graphile.sql`create table if not exists bench_stops (key text primary key, at timestamptz)`;
  const samples: number[] = [];
  for (let stop = 0; stop < stops; stop++) {
    const key = crypto.randomUUID();
    const running = graphile.told((message) => message.running === key);
    await graphile.addJob("loop", { key });
    await running;
    await sleep(SETTLE_MS);
    const stamped = graphile.stamped();
    const asked = process.hrtime.bigint();
    await graphile.sql`
      with kept as (insert into bench_stops (key, at) values (${key}, now()) returning key)
      select pg_notify('bench_stop', key) from kept`;
    samples.push(milliseconds(asked, await stamped));
  }
  return samples;
}
