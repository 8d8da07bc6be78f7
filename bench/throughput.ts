import { createExecution } from "#server/executions/create.ts";
import { pauseService } from "#server/services/pause.ts";
import { resumeService } from "#server/services/resume.ts";
import { type CurfewUnderTest, until } from "./curfew-under-test.ts";
import type { GraphileUnderTest } from "./graphile-under-test.ts";
import { milliseconds } from "./settings.ts";

const CREATORS = 2;

/** Executions a second: all are queued while the service is paused; from its resumption until the last outcome. */
export async function measureThroughput(
  curfew: CurfewUnderTest,
  service: string,
  executions: number,
): Promise<number> {
  const before = await curfew.count(service, ["success"]);
  await pauseService(curfew.ctx, { name: service });
  let left = executions;
  const create = async () => {
    while (left-- > 0) await createExecution(curfew.ctx, { service, functionName: "nothing", input: {} });
  };
  await Promise.all(Array.from({ length: CREATORS }, create));
  const began = process.hrtime.bigint();
  await resumeService(curfew.ctx, { name: service });
  await until("all have ended", async () => (await curfew.count(service, ["created", "in-progress"])) === 0);
  const seconds = milliseconds(began, process.hrtime.bigint()) / 1000;
  const succeeded = (await curfew.count(service, ["success"])) - before;
  if (succeeded !== executions) throw new Error(`${executions - succeeded} of ${executions} did not succeed`);
  return executions / seconds;
}

/** Jobs a second: all are queued for tomorrow; from the moment that they become due until the last is done. */
export async function measureGraphileThroughput(graphile: GraphileUnderTest, jobs: number): Promise<number> {
  const runAt = new Date(Date.now() + 86_400_000);
  await graphile.addJobs(Array.from({ length: jobs }, () => ({ identifier: "nothing", payload: {}, runAt })));
  const began = process.hrtime.bigint();
  await graphile.sql`update graphile_worker._private_jobs set run_at = now()`;
  // A job of its own wakes the worker, which else would look again only with its next poll.
  await graphile.addJob("nothing", {});
  await graphile.idle();
  return jobs / (milliseconds(began, process.hrtime.bigint()) / 1000);
}
