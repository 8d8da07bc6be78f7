import { CurfewClient } from "#sdk/typescript/client/client.ts";
import { createExecution } from "#server/executions/create.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import type { CurfewUnderTest } from "./curfew-under-test.ts";
import type { Latency } from "./figures.ts";
import { deployProbe } from "./probe-service.ts";
import { milliseconds, type Settings } from "./settings.ts";

const SERVICE = "bench-wait";
const TARGET = "max ≤ 100";

/**
 * Milliseconds from the call of the verb that ends an execution, in this process, until the client's wait gives it: by a
 * stream, by held questions, and of one among many.
 */
export async function measureWaits(curfew: CurfewUnderTest, settings: Settings): Promise<Latency[]> {
  await deployProbe(curfew, SERVICE, "python", 1);
  // What is queued ends by a single statement: nothing else is measured.
  await curfew.client.services.pause(SERVICE);
  const held = new CurfewClient({ ...curfew.address, fetch: withoutStreams });
  const lines: (Latency & { measure: () => Promise<number[]> })[] = [
    waitLine("wait, by a stream", () => measureEach(curfew, curfew.client, settings.waits)),
    waitLine("wait, by held questions", () => measureEach(curfew, held, settings.waits)),
    waitLine(`one of ${settings.waitedFor}, by a stream`, () => measureOneOfMany(curfew, settings)),
  ];
  await measureEach(curfew, curfew.client, settings.waits);
  for (let run = 0; run < settings.runs; run++) {
    for (const { runs, measure } of lines) runs.push(await measure());
  }
  return lines;
}

function waitLine(name: string, measure: () => Promise<number[]>) {
  return { name: `end → ${name}`, runs: [] as number[][], target: TARGET, measure };
}

const withoutStreams: typeof fetch = async (input, init) => {
  return String(input).endsWith("/follow") ? new Response("{}", { status: 404 }) : await fetch(input, init);
};

async function measureEach(curfew: CurfewUnderTest, client: CurfewClient, waits: number): Promise<number[]> {
  const samples: number[] = [];
  for (let wait = 0; wait < waits; wait++) {
    const { id } = await createExecution(curfew.ctx, { service: SERVICE, functionName: "loop" });
    const waiting = client.executions.wait(id);
    // So long a request needs at most to be held.
    await new Promise((resolve) => setTimeout(resolve, 50));
    samples.push(await timeOf(curfew, id, waiting));
  }
  return samples;
}

async function measureOneOfMany(curfew: CurfewUnderTest, { waits, waitedFor }: Settings): Promise<number[]> {
  const ids: string[] = [];
  for (let count = 0; count < waitedFor; count++) {
    ids.push((await createExecution(curfew.ctx, { service: SERVICE, functionName: "loop" })).id);
  }
  const completed = curfew.client.executions.asCompleted(ids);
  const samples: number[] = [];
  for (const id of ids.slice(0, waits)) {
    const next = completed.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    samples.push(await timeOf(curfew, id, next));
  }
  await completed.return();
  await curfew.client.bulks.stopNow(`service:${SERVICE}`);
  return samples;
}

async function timeOf(curfew: CurfewUnderTest, id: string, waiting: Promise<unknown>): Promise<number> {
  const asked = process.hrtime.bigint();
  await Promise.all([terminateExecution(curfew.ctx, { id, cascade: false }), waiting]);
  return milliseconds(asked, process.hrtime.bigint());
}
