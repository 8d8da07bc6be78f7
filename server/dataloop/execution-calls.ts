import { z } from "zod";
import { NotFound } from "#server/errors.ts";
import { createExecution, ExecutionInputSchema } from "#server/executions/create.ts";
import { ExecutionIdSchema } from "#server/executions/get.ts";
import { noteProgress } from "#server/executions/note-progress.ts";
import { rerunExecution } from "#server/executions/rerun.ts";
import { newestOf, type RerunChain, rerunChain } from "#server/executions/rerun-chain.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { serviceRecord } from "#server/services/records.ts";
import { startBatch } from "./batch.ts";
import { type Call, type Handler, param } from "./call.ts";
import { toWireExecution, type WireExecution } from "./execution-wire.ts";
import { PROJECT } from "./project.ts";
import { toReportStatus } from "./status-words.ts";
import { Unsupported } from "./unsupported.ts";

export const getExecution: Handler = (call) => answer(call, askedId(call));

const CreateBody = z.strictObject({
  input: ExecutionInputSchema.optional(),
  functionName: z.string("functionName must be the name of a function").optional(),
  projectId: z.string("projectId must be the id of a project").nullish(),
  batch: z.unknown().optional(),
});

export const startExecution: Handler = async (call) => {
  const { batch, projectId, ...start } = CreateBody.parse(await call.json());
  if (projectId && projectId !== PROJECT.id) throw new NotFound(`There is no project ${projectId}.`);
  const service = await serviceRecord(call.ctx, param(call, "service"));
  if (batch !== undefined) return await startBatch(call, { service: service.id, ...start }, batch);
  const wish = { service: service.id, ...start };
  const asked = { by: call.ctx.actor, ...wish };
  const id = call.undelivered.take(asked) ?? (await createExecution(call.ctx, wish)).id;
  const started = await answer(call, id);
  if (call.signal.aborted) call.undelivered.keep(asked, id);
  return started;
};

/** Asks the newest of the chain to stop; asked again, or after the end, it changes nothing. */
export const terminate: Handler = async (call) => {
  const id = askedId(call);
  const { id: newest } = newestOf(await rerunChain(call.ctx, id));
  await terminateExecution(call.ctx, { id: newest });
  return await answer(call, id);
};

/** Under Dataloop what is run again keeps its id: the chain that the new execution ends does too. */
export const rerun: Handler = async (call) => {
  const id = askedId(call);
  const { id: newest } = newestOf(await rerunChain(call.ctx, id));
  await rerunExecution(call.ctx, { id: newest });
  return await answer(call, id);
};

const percentWords = "percentComplete must be a number from 0 to 100";
const ProgressBody = z.looseObject({
  status: z.string("status must be a word").optional(),
  percentComplete: z.number(percentWords).min(0, percentWords).max(100, percentWords).nullish(),
  message: z.string("message must be text").max(2_000, "message must be at most 2,000 characters").nullish(),
});

/**
 * Percentage and message of what runs. How it ends is its worker's to say, and nobody else's: what is reported as completed is at
 * 100 %, and the answer says that it still runs.
 */
export const progress: Handler = async (call) => {
  const id = askedId(call);
  const body = ProgressBody.parse(await call.json());
  const status = toReportStatus(body.status ?? "in-progress");
  const completed = status === "success";
  if (status !== "in-progress" && !completed) {
    throw new Unsupported(
      `An execution ends as its code ends, not by progress_update(status=${JSON.stringify(body.status)}): raise an error in its function, or terminate it.`,
    );
  }
  const { id: newest } = newestOf(await rerunChain(call.ctx, id));
  await noteProgress(call.ctx, newest, {
    percent: completed ? 100 : (body.percentComplete ?? undefined),
    message: body.message ?? (completed ? COMPLETED : undefined),
  });
  return await answer(call, id);
};

const COMPLETED = "Reported as completed; it ends, with its output, when its function returns";

/** How many attempts there were, as Curfew counts them: nobody adds to them. */
export const countAttempts: Handler = async (call) => {
  return newestOf(await rerunChain(call.ctx, askedId(call))).attempts.length;
};

/** Nothing of an execution can be changed so. The client sends it back whole; the answer is how it is. */
export const patchExecution: Handler = async (call) => {
  z.looseObject({}, "the body must be a JSON object").parse(await call.json());
  return await answer(call, askedId(call));
};

export function askedId(call: Call): string {
  return ExecutionIdSchema.parse(param(call, "execution"));
}

export function wireOf(call: Call, id: string, chain: RerunChain): WireExecution {
  return toWireExecution(id, chain, { base: call.base, now: call.ctx.clock.now() });
}

async function answer(call: Call, id: string): Promise<WireExecution> {
  return wireOf(call, id, await rerunChain(call.ctx, id));
}
