import { createExecution } from "#server/executions/create.ts";
import { type CurfewUnderTest, until } from "./curfew-under-test.ts";
import type { Rate } from "./figures.ts";
import { deployProbe } from "./probe-service.ts";
import { milliseconds } from "./settings.ts";

const SERVICE = "bench-bulk";
const CREATORS = 2;

export interface BulkSize {
  running: number;
  queued: number;
}

/** Milliseconds from the first call of the API until every row is written, and until every agent has the stop. */
export async function measureBulkStops(
  curfew: CurfewUnderTest,
  size: BulkSize,
  runs: number,
): Promise<Rate[]> {
  // One process of many threads: so many processes would be measured instead.
  await deployProbe(curfew, SERVICE, "python", size.running, "shared");
  const what = `${size.running} running, ${size.queued} queued`;
  const line = (how: string): Rate => ({ name: `${how}: ${what}`, unit: "ms", runs: [], target: "≤ 1000" });
  const counted = { written: line("counted first, rows written"), told: line("counted first, agents told") };
  const atOnce = { written: line("at once, rows written"), told: line("at once, agents told") };
  for (let run = 0; run < runs; run++) {
    for (const [lines, stop] of [
      [counted, stopCounted],
      [atOnce, stopAtOnce],
    ] as const) {
      await fill(curfew, size);
      const began = process.hrtime.bigint();
      await stop(curfew);
      await until("every row is written", async () => (await untold(curfew, "requested")) === 0);
      lines.written.runs.push(milliseconds(began, process.hrtime.bigint()));
      await until("every agent has been told", async () => (await untold(curfew, "delivered")) === 0);
      lines.told.runs.push(milliseconds(began, process.hrtime.bigint()));
      await until(
        "nothing is left",
        async () => (await curfew.count(SERVICE, ["created", "in-progress"])) === 0,
      );
    }
  }
  return [counted.written, counted.told, atOnce.written, atOnce.told];
}

async function stopCounted({ client }: CurfewUnderTest): Promise<void> {
  const { id, total } = await client.bulks.prepare({ kind: "terminate", where: `service:${SERVICE}` });
  await client.bulks.start(id, total, "bench");
}

async function stopAtOnce({ client }: CurfewUnderTest): Promise<void> {
  await client.bulks.stopNow(`service:${SERVICE}`, "bench");
}

/** The first run at once, the others wait. */
async function fill(curfew: CurfewUnderTest, { running, queued }: BulkSize): Promise<void> {
  let left = running + queued;
  const input = { pause_ms: 200 };
  const create = async () => {
    while (left-- > 0) await createExecution(curfew.ctx, { service: SERVICE, functionName: "loop", input });
  };
  await Promise.all(Array.from({ length: CREATORS }, create));
  await until("all of them run", async () => (await curfew.count(SERVICE, ["in-progress"])) === running);
  await until("all of them have begun", async () => (await begun(curfew)) === running);
}

async function begun({ ctx }: CurfewUnderTest): Promise<number> {
  const [row] = await ctx.database.sql<{ count: number }[]>`
    select count(*)::int as count from executions e join services s on s.id = e.service_id
    join execution_events v on v.execution_id = e.id and v.type = 'started'
    where s.name = ${SERVICE} and e.status = 'in-progress'`;
  return row?.count ?? 0;
}

/** How many have neither ended nor come as far as this. */
async function untold({ ctx }: CurfewUnderTest, rung: "requested" | "delivered"): Promise<number> {
  const before = rung === "delivered" ? ["requested"] : [];
  const [row] = await ctx.database.sql<{ count: number }[]>`
    select count(*)::int as count from executions e join services s on s.id = e.service_id
    where s.name = ${SERVICE} and e.status in ('created', 'in-progress')
      and (e.stop_rung is null or e.stop_rung = any(${before}))`;
  return row?.count ?? 0;
}
