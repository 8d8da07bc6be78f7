import { ensureCliKey } from "#server/auth/api-key.ts";
import { BulkCarrier } from "#server/bulks/bulk-carrier.ts";
import { expireQueued } from "#server/executions/expire-queued.ts";
import { StandInReaper } from "#server/runners/stand-in-reaper.ts";
import { DrillCarrier } from "#server/services/drills/drill-carrier.ts";
import { WEBHOOK_TOPIC } from "#server/webhooks/announce.ts";
import { trimLog } from "#server/webhooks/trim-log.ts";
import { WebhookCarrier } from "#server/webhooks/webhook-carrier.ts";
import { type WebProcess, webProcess } from "./web-process.ts";

/** Connections of the pool that are opened before the first request wants them. */
const WARM_CONNECTIONS = 4;
const REAP_MS = 5_000;
const CARRY_MS = 2_000;
const TRIM_MS = 600_000;
const DRILLS_MS = 1_000;
/** Keep-alive connections would hold the exit for seconds. */
const EXIT_MS = 1_000;

/** Called once, before the web server takes requests. A database that is away now does not keep it from starting. */
export async function startWeb(): Promise<void> {
  const web = webProcess();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => shutDown(web));
  startReaping(web);
  carryBulksOn(web);
  deliverWebhooks(web);
  carryDrillsOn(web);
  await warmUp(web);
}

function startReaping({ database, clock, log, shutdown }: WebProcess): void {
  const ctx = { database, clock, actor: "system" };
  const reaper = new StandInReaper(ctx);
  let busy = false;
  const cancel = clock.every(REAP_MS, async () => {
    if (busy) return;
    busy = true;
    try {
      const reaped = await reaper.tick();
      await expireQueued(ctx);
      if (reaped && reaped.runners + reaped.replicas > 0) log.warn({ ...reaped }, "lost ones were given up");
    } catch (error) {
      log.error({ error }, "reaping failed");
    } finally {
      busy = false;
    }
  });
  shutdown.signal.addEventListener("abort", cancel);
}

/** Told of a change it looks at once; behind that stands a look now and then. */
function carryBulksOn({ database, clock, log, shutdown, changes }: WebProcess): void {
  const carrier = new BulkCarrier({ database, clock, actor: "system" }, shutdown.signal);
  const look = () => carrier.look().catch((error) => log.error({ error }, "bulks could not be carried on"));
  const ends = [changes.watch(["bulks"], look), clock.every(CARRY_MS, look)];
  shutdown.signal.addEventListener("abort", () => {
    for (const end of ends) end();
  });
}

/** The same; only here, where the way out to receivers is. */
function deliverWebhooks({ database, clock, log, shutdown, changes, sender }: WebProcess): void {
  const ctx = { database, clock, actor: "system" };
  const carrier = new WebhookCarrier({
    ctx,
    sender,
    signal: shutdown.signal,
    onFault: (error) => log.error({ error }, "webhooks could not be delivered to"),
  });
  const trim = () =>
    trimLog(ctx).catch((error) => log.error({ error }, "the log of deliveries was not trimmed"));
  const ends = [
    changes.watch([WEBHOOK_TOPIC], () => carrier.look()),
    clock.every(CARRY_MS, () => carrier.look()),
    clock.every(TRIM_MS, trim),
  ];
  shutdown.signal.addEventListener("abort", () => {
    for (const end of ends) end();
  });
}

/** The poll is what counts how long a drill runs; what it waits for ends at any time. */
function carryDrillsOn({ database, clock, log, shutdown, changes }: WebProcess): void {
  const carrier = new DrillCarrier({ database, clock, actor: "system" }, shutdown.signal);
  const look = () => carrier.look().catch((error) => log.error({ error }, "drills could not be carried on"));
  const ends = [changes.watch(["drills"], look), clock.every(DRILLS_MS, look)];
  shutdown.signal.addEventListener("abort", () => {
    for (const end of ends) end();
  });
}

async function warmUp({ database, env, clock, changes, log }: WebProcess): Promise<void> {
  try {
    const pings = Array.from({ length: WARM_CONNECTIONS }, () => database.sql`select pg_sleep(0.01)`);
    await Promise.all([changes.start(), ...pings]);
    await ensureCliKey({ database, clock, actor: "system" }, env.home);
  } catch (error) {
    log.error({ error }, "warm-up failed");
  }
}

/** An open push connection would keep the server from ending, and must be cut so that browsers come back. */
function shutDown(web: WebProcess): void {
  web.shutdown.abort(new DOMException("the web server is shutting down", "AbortError"));
  web.clock.after(EXIT_MS, () => process.exit(0));
}
