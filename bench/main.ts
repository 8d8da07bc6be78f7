import { cpus, loadavg, release } from "node:os";
import { parseArgs } from "node:util";
import { measureBulkStops } from "./bulk-stop.ts";
import { CurfewUnderTest } from "./curfew-under-test.ts";
import { type Latency, latencyTable, type Rate, rateTable } from "./figures.ts";
import { fillList } from "./fill-list.ts";
import { GraphileUnderTest } from "./graphile-under-test.ts";
import { measureList } from "./list-at-scale.ts";
import { measureListPage } from "./list-page.ts";
import { measureOrphans } from "./orphans.ts";
import { deployProbe, type ProbeRuntime } from "./probe-service.ts";
import { measurePush } from "./push.ts";
import { FULL, QUICK, type Settings } from "./settings.ts";
import { measureGraphileStarts, measureHttpStarts, measureStarts, type StartTimes } from "./start-latency.ts";
import { deployLife, endLife, fillWithLife, measureOwnStops, measureStops } from "./stop-latency.ts";
import { measureGraphileThroughput, measureThroughput } from "./throughput.ts";
import { measureWaits } from "./wait-latency.ts";
import { warmUpCurfew, warmUpGraphile } from "./warm-up.ts";

// `npm run bench`: the figures of design.md that Curfew is steered by, beside Graphile Worker on the same PostgreSQL.
const RUNTIMES: ProbeRuntime[] = ["python", "node"];
const SLOTS = 24;
const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    quick: { type: "boolean" },
    only: { type: "string" },
    rows: { type: "string" },
  },
});
const base = values.quick ? QUICK : FULL;
const settings: Settings = { ...base, runs: Number(values.runs ?? base.runs) };

const wanted = (part: string) => values.only === undefined || values.only === part;
const curfew = await CurfewUnderTest.start();
try {
  console.log(`${cpus().length} cores (${cpus()[0]?.model}), Linux ${release()}, Node ${process.version}`);
  console.log(
    `load before: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}; ${JSON.stringify(settings)}\n`,
  );
  if (values.only === "page") console.log(`${await benchPage()}\n`);
  else if (values.only === "push") console.log(`${latencyTable(await measurePush(curfew, settings))}\n`);
  else if (values.only === "list") console.log(`${await benchList()}\n`);
  else if (values.only === "bulk") console.log(`${await benchBulk()}\n`);
  else if (values.only === "wait") console.log(`${await benchWaits()}\n`);
  else if (values.only === "orphans") console.log(`${await benchOrphans()}\n`);
  else await benchRunning();
} finally {
  await curfew.stop();
}

async function benchRunning(): Promise<void> {
  for (const runtime of RUNTIMES) await deployProbe(curfew, `bench-${runtime}`, runtime, SLOTS);
  await warmUpCurfew(curfew, RUNTIMES, settings);
  if (wanted("checkpoint")) console.log(`${await benchCheckpoints()}\n`);
  if (wanted("start")) console.log(`${await benchStarts()}\n`);
  if (wanted("throughput")) console.log(`${await benchThroughput()}\n`);
  if (wanted("stop")) console.log(`${await benchStops()}\n`);
  if (wanted("wait")) console.log(`${await benchWaits()}\n`);
  if (wanted("bulk")) console.log(`${await benchBulk()}\n`);
  if (wanted("orphans")) console.log(`${await benchOrphans()}\n`);
}

async function benchBulk(): Promise<string> {
  return rateTable(await measureBulkStops(curfew, settings.bulk, settings.runs));
}

async function benchWaits(): Promise<string> {
  return latencyTable(await measureWaits(curfew, settings));
}

async function benchOrphans(): Promise<string> {
  return latencyTable(await measureOrphans(curfew, settings));
}

/** Only when it is asked for: to fill the table takes minutes. */
async function benchList(): Promise<string> {
  const rows = Number(values.rows ?? settings.listRows);
  console.log(`filling ${rows.toLocaleString("en")} rows …`);
  await fillList(curfew.ctx, rows);
  return latencyTable(await measureList(curfew.ctx, settings.listCalls));
}

/** In a real browser, over 20,000 executions. */
async function benchPage(): Promise<string> {
  await fillList(curfew.ctx, 20_000);
  return latencyTable(await measureListPage(curfew, settings.runs));
}

async function benchCheckpoints(): Promise<string> {
  const rates: Rate[] = [];
  for (const runtime of RUNTIMES) {
    const nanoseconds: number[] = [];
    for (let run = 0; run < settings.runs; run++) {
      const call = { service: `bench-${runtime}`, functionName: "checkpoint_cost" };
      const { id } = await curfew.client.executions.start(call);
      nanoseconds.push((await curfew.output<{ nanoseconds: number }>(id)).nanoseconds);
    }
    const target = runtime === "node" ? "≤ 200" : "≤ 1000";
    rates.push({ name: `a checkpoint, ${runtime}`, unit: "ns", runs: nanoseconds, target });
  }
  return rateTable(rates);
}

async function benchStarts(): Promise<string> {
  const theirs: StartTimes[] = [];
  const ours = new Map(
    RUNTIMES.map((runtime) => [runtime, { direct: [] as StartTimes[], http: [] as number[][] }]),
  );
  const graphile = await GraphileUnderTest.start(curfew.databaseUrl, 1);
  await warmUpGraphile(graphile, settings);
  for (let run = 0; run < settings.runs; run++) {
    theirs.push(await measureGraphileStarts(graphile, settings));
    for (const [runtime, { direct, http }] of ours) {
      direct.push(await measureStarts(curfew, runtime, settings));
      http.push(await measureHttpStarts(curfew, runtime, settings));
    }
  }
  await graphile.stop();
  return latencyTable(startLines(theirs, ours));
}

function startLines(
  theirs: StartTimes[],
  ours: Map<ProbeRuntime, { direct: StartTimes[]; http: number[][] }>,
): Latency[] {
  const call = "graphile-worker: addJob call → handler";
  const row = "graphile-worker: addJob returned → handler";
  const lines: Latency[] = [
    { name: call, runs: theirs.map(({ fromCall }) => fromCall) },
    { name: row, runs: theirs.map(({ fromRow }) => fromRow) },
  ];
  for (const [runtime, { direct, http }] of ours) {
    const name = (what: string) => `${runtime}: ${what} → user code`;
    lines.push(
      {
        name: name("create call"),
        runs: direct.map(({ fromCall }) => fromCall),
        beside: call,
        target: "ratio ≤ 1",
      },
      {
        name: name("create returned"),
        runs: direct.map(({ fromRow }) => fromRow),
        beside: row,
        target: "ratio ≤ 1",
      },
      { name: name("HTTP"), runs: http, beside: call, target: "p50 ≤ 10" },
    );
  }
  return lines;
}

async function benchThroughput(): Promise<string> {
  const theirs: Rate = { name: `graphile-worker, concurrency ${SLOTS}`, unit: "jobs/s", runs: [] };
  const ours = RUNTIMES.flatMap((runtime) => [
    throughputLine(theirs, `bench-${runtime}`, `${runtime}, a process each`, settings.executions[runtime]),
    throughputLine(theirs, `bench-${runtime}-shared`, `${runtime}, one shared process`, settings.shared),
  ]);
  for (const runtime of RUNTIMES) {
    await deployProbe(curfew, `bench-${runtime}-shared`, runtime, SLOTS, "shared");
    await measureThroughput(curfew, `bench-${runtime}-shared`, settings.shared);
  }
  const graphile = await GraphileUnderTest.start(curfew.databaseUrl, SLOTS);
  await measureGraphileThroughput(graphile, settings.jobs);
  for (let run = 0; run < settings.runs; run++) {
    theirs.runs.push(await measureGraphileThroughput(graphile, settings.jobs));
    for (const { service, executions, runs } of ours) {
      runs.push(await measureThroughput(curfew, service, executions));
    }
  }
  await graphile.stop();
  return rateTable([theirs, ...ours]);
}

function throughputLine(theirs: Rate, service: string, how: string, executions: number) {
  const line: Rate = {
    name: `${how}, ${SLOTS} slots`,
    unit: "executions/s",
    runs: [],
    beside: theirs.name,
    target: "ratio ≥ 1",
  };
  return { ...line, service, executions };
}

async function benchStops(): Promise<string> {
  const own: Latency = { name: "graphile-worker: own row + NOTIFY → own loop (no HTTP)", runs: [] };
  const idle = RUNTIMES.map((runtime): Latency & { runtime: ProbeRuntime } => ({
    name: `${runtime}: HTTP → raise, idle`,
    runtime,
    runs: [],
    beside: own.name,
    target: "p50 ≤ 5, p99 ≤ 20",
  }));
  const graphile = await GraphileUnderTest.start(curfew.databaseUrl, 1);
  await warmUpGraphile(graphile, settings);
  for (let run = 0; run < settings.runs; run++) {
    own.runs.push(await measureOwnStops(graphile, settings));
    for (const line of idle) line.runs.push(await measureStops(curfew, line.runtime, settings));
  }
  const lines: Latency[] = [own, ...idle];
  await deployLife(curfew, Math.max(...settings.live));
  for (const live of settings.live) {
    await fillWithLife(curfew, live);
    const ownBusy: Latency = { name: `${own.name}, ${live} live`, runs: [] };
    const busy = idle.map((line) => ({
      ...line,
      beside: ownBusy.name,
      name: `${line.runtime}: HTTP → raise, ${live} live`,
      runs: [] as number[][],
      target: "p50 ≤ 10, p99 ≤ 50",
    }));
    for (let run = 0; run < settings.runs; run++) {
      ownBusy.runs.push(await measureOwnStops(graphile, settings));
      for (const line of busy) line.runs.push(await measureStops(curfew, line.runtime, settings));
    }
    lines.push(ownBusy, ...busy);
  }
  await graphile.stop();
  await endLife(curfew);
  return latencyTable(lines);
}
