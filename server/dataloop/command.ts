import { z } from "zod";
import { NotFound } from "#server/errors.ts";
import { type Handler, param } from "./call.ts";

const FinishedSchema = z.strictObject({
  type: z.string(),
  /** Why nothing was done; left out when it was. */
  error: z.string().optional(),
  spec: z.record(z.string(), z.number()),
  at: z.iso.datetime(),
});
/** What was done by the time it was answered, or why it was not. */
export type Finished = z.output<typeof FinishedSchema>;

/**
 * Dataloop answers what takes long with a command, which its client then asks for by its id. Here it is done when it is
 * answered: the id says what was done, and nothing has to be kept for it.
 */
export function finishedCommand(finished: Finished, base: string) {
  const id = Buffer.from(JSON.stringify(finished)).toString("base64url");
  const { type, spec, at, error = null } = finished;
  const url = `${base}/commands/${id}`;
  const done = { status: error === null ? "success" : "failed", progress: 100, error };
  return { id, url, ...done, type, spec, createdAt: at, updatedAt: at };
}

/** The client raises how a command failed only where it has waited for that. */
export function begunCommand(finished: Finished, base: string) {
  const command = finishedCommand(finished, base);
  return finished.error === undefined ? command : { ...command, status: "created", progress: 0, error: null };
}

export const getCommand: Handler = async (call) => {
  return finishedCommand(getFinished(param(call, "command")), call.base);
};

/** What its id says. Throws NotFound for the id of none. */
export function getFinished(id: string): Finished {
  try {
    return FinishedSchema.parse(JSON.parse(Buffer.from(id, "base64url").toString("utf8")));
  } catch {
    throw new NotFound(`There is no command ${id}.`);
  }
}
