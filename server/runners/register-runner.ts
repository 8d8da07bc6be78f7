import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";

export interface RunnerIdentity {
  /** Kept in the runner's home folder: a runner that starts again is the same runner. */
  id: string;
  host: string;
  pid: number;
  version: string;
  /** Of the host: cores and bytes of memory. */
  cores: number;
  memoryBytes: number;
}

/** Writes that this process is the runner now, and returns its epoch: higher than that of any process before it. */
export async function registerRunner(
  { database: { sql, now } }: Pick<Context, "database">,
  { id, host, pid, version, cores, memoryBytes }: RunnerIdentity,
): Promise<number> {
  const [row] = await sql<{ epoch: number }[]>`
    insert into runners (id, host, pid, version, cores, memory_bytes, state, epoch, started_at, heartbeat_at)
    values (${id}, ${host}, ${pid}, ${version}, ${cores}, ${memoryBytes}, 'active', 1, ${now()}, ${now()})
    on conflict (id) do update set host = excluded.host, pid = excluded.pid, version = excluded.version,
      cores = excluded.cores, memory_bytes = excluded.memory_bytes, state = 'active', epoch = runners.epoch + 1, started_at = excluded.started_at,
      heartbeat_at = excluded.heartbeat_at, stopped_at = null
    returning epoch`;
  if (!row) throw new Error("The runner's row was not written");
  await announce(sql);
  return row.epoch;
}

/** The runner takes nothing new and waits for what it holds, or is done. */
export async function setRunnerState(
  { database: { sql, now } }: Pick<Context, "database">,
  { id, epoch }: { id: string; epoch: number },
  state: "stopping" | "stopped",
): Promise<void> {
  await sql`
    update runners set state = ${state}, heartbeat_at = ${now()},
      stopped_at = ${state === "stopped" ? now() : null}
    where id = ${id} and epoch = ${epoch}`;
  await announce(sql);
}

async function announce(sql: Context["database"]["sql"]): Promise<void> {
  for (const { channel, payload } of notifications([], ["runners"])) await sql.notify(channel, payload);
}
