import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isGone } from "#server/process/process-entry.ts";
import { readProcess, readProcessTable, variableOf } from "#server/process/process-table.ts";
import { createService } from "#server/services/create.ts";
import { type CurfewUnderTest, until } from "./curfew-under-test.ts";
import type { Latency } from "./figures.ts";
import { deployProbe } from "./probe-service.ts";
import { milliseconds, type Settings } from "./settings.ts";

const TARGET = "max ≤ 2000";
/** A worker with a child in its group, and one that left it. */
const FAMILY = ["sh", "-c", "setsid sleep 600 & sleep 600 & wait"];

/** Milliseconds from kill -9 of an agent until no process that carries the mark of its replica lives. */
export async function measureOrphans(curfew: CurfewUnderTest, settings: Settings): Promise<Latency[]> {
  const lines = [
    orphanLine("python", 1, (name) => deployProbe(curfew, name, "python", 1)),
    orphanLine("node", 1, (name) => deployProbe(curfew, name, "node", 1)),
    orphanLine("command and what left its group", 3, (name) => deployFamily(curfew, name)),
  ];
  for (let run = 0; run < settings.runs; run++) {
    for (const line of lines) {
      const samples: number[] = [];
      for (let kill = 0; kill < settings.orphans; kill++) samples.push(await measureKill(curfew, line));
      line.runs.push(samples);
    }
  }
  return lines;
}

interface OrphanLine extends Latency {
  /** Processes that an execution has. */
  members: number;
  deploy: (name: string) => Promise<void>;
}

function orphanLine(what: string, members: number, deploy: OrphanLine["deploy"]): OrphanLine {
  return { name: `kill -9 of the agent → nothing left, ${what}`, runs: [], target: TARGET, members, deploy };
}

async function deployFamily(curfew: CurfewUnderTest, name: string): Promise<void> {
  const program = { runtime: "command" as const, argv: FAMILY, directory: "/", functions: { loop: {} } };
  await createService(curfew.ctx, { name, program });
}

/** In a service of its own: one whose agents die again and again is started ever later. */
async function measureKill(curfew: CurfewUnderTest, { members, deploy }: OrphanLine): Promise<number> {
  const service = `bench-orphans-${randomUUID().slice(-12)}`;
  await deploy(service);
  const { id } = await curfew.client.executions.start({
    service,
    functionName: "loop",
    input: { pause_ms: 20 },
  });
  let place: Place | null = null;
  await until("it runs", async () => {
    place = await placeOf(curfew, id);
    return place !== null;
  });
  const { replica, agent } = place as unknown as Place;
  await until("its family is whole", async () => familyOf(replica, agent).length >= members);
  const family = familyOf(replica, agent);
  const killed = process.hrtime.bigint();
  process.kill(agent, "SIGKILL");
  while (family.some(lives)) await sleep(1);
  const gone = process.hrtime.bigint();
  await until("nothing carries the mark", async () => familyOf(replica, agent).length === 0);
  await curfew.client.services.delete(service, { force: true });
  return milliseconds(killed, gone);
}

interface Place {
  replica: string;
  agent: number;
}

async function placeOf({ ctx }: CurfewUnderTest, id: string): Promise<Place | null> {
  const [place] = await ctx.database.sql<Place[]>`
    select r.id as replica, r.agent_pid as agent
    from execution_events e
    join attempts a on a.execution_id = e.execution_id
    join replicas r on r.id = a.replica_id
    where e.execution_id = ${id} and e.type = 'started'`;
  return place ?? null;
}

/** Who carries the mark of the replica and lives, the agent not counted. */
function familyOf(replica: string, agent: number): number[] {
  return readProcessTable()
    .filter((entry) => entry.pid !== agent && !isGone(entry))
    .filter(({ pid }) => variableOf(pid, "CURFEW_REPLICA") === replica)
    .map(({ pid }) => pid);
}

function lives(pid: number): boolean {
  const entry = readProcess(pid);
  return entry !== null && !isGone(entry);
}
