import { isTerminal } from "#server/domain/status.ts";
import type { World } from "./world.ts";

/** Every promise that was broken once all is at rest, a line each. */
export async function verdictOn(world: World): Promise<string[]> {
  const { rows } = world;
  return [
    ...[...rows.executions.values()].flatMap(({ held: { id, state } }) => endOf(world, id, state)),
    ...(world.lives.count > 0 ? [`${world.lives.count} are left running`] : []),
    ...world.hosts.flatMap(({ agents }) => agents.flatMap((agent) => spoolOf(world, agent))),
    ...logsOf(world),
    ...answersOf(world),
    ...(await roomOf(world)),
  ];
}

function endOf(
  { rows, terminated, withdrawn }: World,
  id: string,
  { status, attempt, order }: { status: Parameters<typeof isTerminal>[0]; attempt: number; order: unknown },
): string[] {
  const ends = rows.events.filter(({ executionId, type }) => executionId === id && type === "ended").length;
  const asked = terminated.get(id);
  return [
    ...(isTerminal(status) ? [] : [`${id} never ended: ${status}, attempt ${attempt}`]),
    ...(isTerminal(status) && ends !== 1 ? [`${id} ended ${ends} times`] : []),
    ...(order === null ? [] : [`${id} has an order that nobody answered`]),
    ...(asked !== undefined && !withdrawn.has(id) && attempt !== asked
      ? [`${id} was terminated and tried again`]
      : []),
  ];
}

/** What an agent spooled is in the rows. */
function spoolOf({ rows }: World, agent: World["hosts"][number]["agents"][number]): string[] {
  const acked = rows.replicas.get(agent.replicaId)?.ackedSeq ?? 0;
  const last = agent.lastSpooled();
  return last > acked ? [`${agent.replicaId} spooled ${last} events and ${acked} were applied`] : [];
}

/** Lines are there once and in order; the last of an agent that was killed may be missing. */
function logsOf({ rows }: World): string[] {
  const next = new Map<string, number>();
  return rows.chunks.flatMap(({ executionId, attempt, firstLine, lines }) => {
    const key = `${executionId}#${attempt}`;
    const expected = next.get(key) ?? 0;
    next.set(key, firstLine + lines.length);
    return firstLine === expected ? [] : [`${key}: line ${firstLine} came where ${expected} was due`];
  });
}

/** Each order was answered once at most. */
function answersOf({ rows }: World): string[] {
  const answers = rows.events
    .filter(({ type }) => type === "order_answered")
    .map(({ data }) => String(data.id));
  return answers
    .filter((id, index) => answers.indexOf(id) !== index)
    .map((id) => `order ${id} was answered twice`);
}

/** No slot is held by what is over: as many new executions as there are slots run at once. */
async function roomOf(world: World): Promise<string[]> {
  const before = world.executions.length;
  for (let slot = 0; slot < 4; slot += 1) world.create({ ms: 2_000, way: "heeds" }, "failed");
  await world.quiet(8_000);
  return world.executions.slice(before).flatMap((id) => {
    const { status } = world.rows.executions.get(id)?.held.state ?? {};
    return status === "success" ? [] : [`${id} came when all was well and is ${status}`];
  });
}
