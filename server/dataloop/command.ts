import { z } from "zod";
import { NotFound } from "#server/errors.ts";
import { type Handler, param } from "./call.ts";

const FinishedSchema = z.strictObject({
  type: z.string(),
  spec: z.record(z.string(), z.number()),
  at: z.iso.datetime(),
});
/** What was done by the time it was answered. */
export type Finished = z.output<typeof FinishedSchema>;

/**
 * Dataloop answers what takes long with a command, which its client then asks for by its id. Here it is done when it is
 * answered: the id says what was done, and nothing has to be kept for it.
 */
export function finishedCommand(finished: Finished, base: string) {
  const id = Buffer.from(JSON.stringify(finished)).toString("base64url");
  const { type, spec, at } = finished;
  const url = `${base}/commands/${id}`;
  const done = { status: "success", progress: 100, error: null };
  return { id, url, ...done, type, spec, createdAt: at, updatedAt: at };
}

export const getCommand: Handler = async (call) => {
  const id = param(call, "command");
  return finishedCommand(readId(id), call.base);
};

function readId(id: string): Finished {
  try {
    return FinishedSchema.parse(JSON.parse(Buffer.from(id, "base64url").toString("utf8")));
  } catch {
    throw new NotFound(`There is no command ${id}.`);
  }
}
