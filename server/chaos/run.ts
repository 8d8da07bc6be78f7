import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "#server/clock.ts";
import { ControlGroup } from "#server/process/control-group.ts";
import { projectRoot } from "#server/project-root.ts";
import { CurfewUnderTest } from "../../bench/curfew-under-test.ts";
import { Faults } from "./faults.ts";
import { HostClock } from "./host-clock.ts";
import { commandOf, Hosts, SecondHost } from "./hosts.ts";
import { readJournals } from "./journal.ts";
import { KeptKin, type Kin, MarkedKin } from "./kin.ts";
import { Link } from "./link.ts";
import { HostNetwork } from "./network.ts";
import { Random } from "./random.ts";
import { owedBy, shortfallsOf, tableOf } from "./report.ts";
import { deploymentOf, SERVICES } from "./services.ts";
import { readStories, type Story } from "./stories.ts";
import { findViolations } from "./verdict.ts";
import { Watch } from "./watch.ts";
import { Workload } from "./workload.ts";

/** People who ask for things at the same time. */
const PEOPLE = 8;
/** For what is queued and what is stopping, once nothing is broken any more: attempts of 8 s, six of each. */
const SETTLE_MS = 240_000;
const HURRY_MS = 4_000;
/** Whatever writes its journal after this is alive. */
const QUIET_MS = 1_500;

export interface ChaosOrder {
  seed: number;
  minutes: number;
  /** Pid of the process below which all of this is; null where there is none. */
  keeper: number | null;
  clock: Clock;
  say(text: string): void;
}

/** A whole Curfew and a second host, work for them, and what befalls them. */
export class ChaosRun {
  readonly #order: ChaosOrder;
  readonly #folder: string;
  readonly #curfew: CurfewUnderTest;
  readonly #network: HostNetwork | null;
  readonly #link: Link;
  readonly #second: SecondHost;
  readonly #hosts: Hosts;
  readonly #workload: Workload;
  readonly #faults: Faults;

  private constructor(order: ChaosOrder, folder: string, { curfew, network, link, kin, clocks }: Stage) {
    const { clock, seed } = order;
    this.#order = order;
    this.#folder = folder;
    this.#curfew = curfew;
    this.#network = network;
    this.#link = link;
    this.#hosts = new Hosts(kin, curfew.home);
    this.#second = new SecondHost(clock, projectRoot(), network?.enter ?? [], {
      ...clocks[1]?.variables,
      CURFEW_HOME: join(folder, "other"),
      DATABASE_URL: link.url,
    });
    this.#workload = new Workload(curfew.client, clock);
    const parts = { hosts: this.#hosts, way: network ?? link, clocks, clock, random: new Random(seed + 1) };
    this.#faults = new Faults(parts, network ? [] : ["cut link in one direction", "lose packets"]);
  }

  static async start(order: ChaosOrder): Promise<ChaosRun> {
    const folder = mkdtempSync(join(tmpdir(), "curfew-chaos-"));
    for (const made of ["journal", "other"]) mkdirSync(join(folder, made));
    const run = new ChaosRun(order, folder, await setStage(order, folder));
    run.#second.start();
    const strays = strayKind(order);
    const folders = { root: projectRoot(), journal: join(folder, "journal") };
    for (const service of SERVICES) {
      await run.#curfew.client.services.create(deploymentOf(service, folders, strays));
    }
    return run;
  }

  /** True when every promise was kept, and enough was asked. */
  async toItsEnd(): Promise<boolean> {
    const { clock } = this.#order;
    const watch = new Watch(this.#curfew.ctx);
    const forgetWatch = watch.start();
    await this.#breakThings();
    await this.#faults.stop();
    const settled = await this.#untilSettled();
    const settledAt = process.hrtime.bigint();
    await clock.sleep(QUIET_MS);
    forgetWatch();
    const stories = await readStories(this.#curfew.ctx);
    const left = await this.#end();
    return this.#judge({ stories, left, settled, settledAt, expired: watch.expired });
  }

  /** For its minutes, and on a slow machine for twice that until enough was asked. */
  async #breakThings(): Promise<void> {
    const { clock, seed, minutes, say } = this.#order;
    const { accepted } = this.#workload;
    const begun = clock.monotonic();
    const spent = () => (clock.monotonic() - begun) / 60_000;
    const goesOn = () => spent() < minutes || (accepted.length < owedBy(minutes) && spent() < 2 * minutes);
    const random = new Random(seed + 2);
    const people = Array.from({ length: PEOPLE }, (_, index) =>
      this.#livesWhile(goesOn, new Random(seed + 10 + index)),
    );
    await clock.sleep(3_000);
    while (goesOn()) {
      const kind = this.#faults.strike();
      if (kind) say(`${(spent() * 60).toFixed(0).padStart(5)} s  ${kind}`);
      await clock.sleep(kind ? random.between(1_000, 4_000) : 200);
    }
    await Promise.all(people);
  }

  async #livesWhile(goesOn: () => boolean, random: Random): Promise<void> {
    while (goesOn()) {
      await this.#workload.act(random);
      await this.#order.clock.sleep(random.between(200, 1_600));
    }
  }

  /** Waits until nothing lives any more. False when something still does at the end of the patience. */
  async #untilSettled(): Promise<boolean> {
    const { clock } = this.#order;
    const { sql } = this.#curfew.ctx.database;
    const patience = clock.monotonic() + SETTLE_MS;
    for (let hurryAt = clock.monotonic() + HURRY_MS; clock.monotonic() < patience; await clock.sleep(250)) {
      const rows = await sql`
        select 1 from executions where status in ('created', 'in-progress') limit 1`.catch(() => [null]);
      if (rows.length === 0) return true;
      if (clock.monotonic() < hurryAt) continue;
      await this.#workload.hurry();
      hurryAt = clock.monotonic() + HURRY_MS;
    }
    return false;
  }

  /** Stops all of it. What lives then, in words. */
  async #end(): Promise<string[]> {
    await this.#second.stop();
    await this.#link.close();
    await this.#network?.close();
    await this.#curfew.stop();
    return this.#hosts
      .living()
      .map(({ pid, name, kind }) => `process ${pid} (${name}, ${kind}: ${commandOf(pid).slice(0, 120)})`);
  }

  #judge({ stories, left, ...seen }: Ending): boolean {
    const { seed, minutes, say } = this.#order;
    const { accepted, terminated, cascades, deadlines, orders, answers } = this.#workload;
    const journal = join(this.#folder, "journal");
    const violations = findViolations({
      ...{ ...seen, accepted, terminated, cascades, deadlines, stories, left },
      ...{ journals: readJournals(journal), unanswered: answers.unanswered, wrongAnswers: answers.wrong },
    });
    const shortfalls = shortfallsOf(minutes, accepted.length, this.#faults.counts);
    const asked = [
      ["accepted", accepted.length],
      ["terminations asked while alive", terminated.size],
      ["families told to end", cascades.size],
      ...[...orders].map(([kind, count]) => [`orders: ${kind}`, count] as const),
    ] as const;
    const faults = this.#faults.counts;
    say(
      tableOf({ seed, faults, asked, answers, stories, violations, shortfalls, left, settled: seen.settled }),
    );
    if (violations.length === 0) rmSync(this.#folder, { recursive: true, force: true });
    else say(`The journals are kept in ${journal}`);
    return violations.length === 0 && shortfalls.length === 0;
  }
}

interface Stage {
  curfew: CurfewUnderTest;
  network: HostNetwork | null;
  link: Link;
  kin: Kin;
  clocks: HostClock[];
}

interface Ending {
  stories: Story[];
  left: string[];
  settled: boolean;
  settledAt: bigint;
  expired: ReadonlyMap<string, bigint>;
}

/** Says what this machine can't have. */
async function setStage({ keeper, say }: ChaosOrder, folder: string): Promise<Stage> {
  const clocks = ["one", "two"].map((host) => new HostClock(folder, host));
  const kept = keeper === null ? null : new KeptKin(keeper);
  const network = await HostNetwork.open().catch((error: Error) => {
    say(
      `No network namespace (${error.message.trim().split("\n").at(-1)}): the second host is on this one's network,`,
    );
    say(
      "and its link is a proxy that can be cut as a whole, in no single direction, and loses no single packets.",
    );
    return null;
  });
  const curfew = await CurfewUnderTest.start(clocks[0]?.variables);
  const link = await Link.open(curfew.databaseUrl, network?.address);
  if (!kept) say("No keeper: what drops its environment is not found at the end.");
  const kin = kept ?? new MarkedKin([curfew.home, join(folder, "other")]);
  return { curfew, network, link, kin, clocks };
}

/** What a process drops is no way out where agents can make control groups; elsewhere one mark stays on it. */
function strayKind({ say }: ChaosOrder): "bare" | "marked" {
  const group = ControlGroup.create("curfew-chaos");
  group?.remove();
  if (!group)
    say("No control groups (cgroup v2) may be made here: strays of the run keep their environment.");
  return group ? "bare" : "marked";
}
