import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { projectRoot } from "#server/project-root.ts";
import { CurfewUnderTest } from "../../bench/curfew-under-test.ts";
import { Faults } from "./faults.ts";
import { HostClock } from "./host-clock.ts";
import { Hosts, SecondHost } from "./hosts.ts";
import { readJournals } from "./journal.ts";
import { Link } from "./link.ts";
import { Random } from "./random.ts";
import { tableOf } from "./report.ts";
import { readStories } from "./stories.ts";
import { findViolations } from "./verdict.ts";
import { deployServices, Workload } from "./workload.ts";

const clock = systemClock;
/** For what is queued and what is stopping, once nothing is broken any more: attempts of 8 s, six of each. */
const SETTLE_MS = 240_000;

const { values } = parseArgs({
  options: { seed: { type: "string" }, minutes: { type: "string", default: "10" } },
});
const seed = wholeNumber("seed", values.seed ?? String(Math.floor(Math.random() * 1_000_000)));
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error("--minutes must be a number above 0, for example --minutes 10");
say(`seed ${seed}, ${minutes} minutes`);
process.exitCode = (await run()) ? 0 : 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number, for example --${name} 7`);
  return Number(text);
}

/** True when every promise was kept. */
async function run(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "curfew-chaos-"));
  const journal = join(folder, "journal");
  const otherHome = join(folder, "other");
  for (const made of [journal, otherHome]) mkdirSync(made);
  const clocks = ["one", "two"].map((host) => new HostClock(folder, host));
  const curfew = await CurfewUnderTest.start(clocks[0]?.variables);
  const hosts = new Hosts(curfew.home, otherHome);
  const link = await Link.open(curfew.databaseUrl);
  const second = new SecondHost(clock, projectRoot(), {
    ...clocks[1]?.variables,
    CURFEW_HOME: otherHome,
    DATABASE_URL: link.url,
  });
  second.start();
  const workload = new Workload(
    curfew.ctx,
    await deployServices(curfew.ctx, projectRoot(), journal),
    new Random(seed),
  );
  const faults = new Faults(hosts, link, clocks, clock, new Random(seed + 1));
  await breakThings(workload, faults);
  faults.stop();
  const settled = await untilSettled(curfew.ctx);
  const stories = await readStories(curfew.ctx);
  await second.stop();
  await link.close();
  await curfew.stop();
  const left = hosts.living().map(({ pid, name, kind }) => `process ${pid} (${name}, ${kind})`);
  const { accepted, terminated } = workload;
  const violations = findViolations({ accepted, terminated, stories, journals: readJournals(journal), left });
  say(tableOf({ seed, faults: faults.counts, workload, stories, violations, left, settled }));
  if (violations.length === 0) rmSync(folder, { recursive: true, force: true });
  else say(`The journals are kept in ${journal}`);
  return violations.length === 0;
}

async function breakThings(workload: Workload, faults: Faults): Promise<void> {
  const random = new Random(seed + 2);
  const until = clock.monotonic() + minutes * 60_000;
  let strikeAt = clock.monotonic() + 3_000;
  while (clock.monotonic() < until) {
    await workload.create();
    if (random.chance(0.4)) await workload.terminateOne();
    if (clock.monotonic() >= strikeAt) {
      const kind = faults.strike();
      if (kind) say(`${((until - clock.monotonic()) / 1000).toFixed(0).padStart(5)} s left  ${kind}`);
      strikeAt = clock.monotonic() + random.between(1_000, 4_000);
    }
    await clock.sleep(random.between(50, 750));
  }
}

/** Waits until nothing lives any more. False when something still does at the end of the patience. */
async function untilSettled({ database: { sql } }: Context): Promise<boolean> {
  const patience = clock.monotonic() + SETTLE_MS;
  while (clock.monotonic() < patience) {
    const rows = await sql`
      select 1 from executions where status in ('created', 'in-progress') limit 1`.catch(() => [null]);
    if (rows.length === 0) return true;
    await clock.sleep(250);
  }
  return false;
}
