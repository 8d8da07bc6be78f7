import { tracked } from "@trpc/server";
import { z } from "zod";
import { createRouter, procedure } from "../trpc.ts";

const ChangesInput = z.strictObject({ lastEventId: z.string().max(100).nullish() }).optional();

export const liveRouter = createRouter({
  /** Topics of what changed, from now on; `["*"]` when something may have been missed. Never ends by itself. */
  changes: procedure.input(ChangesInput).subscription(async function* ({ ctx, input, signal }) {
    const until = signal ? AbortSignal.any([ctx.shutdown, signal]) : ctx.shutdown;
    for await (const batch of ctx.changes.follow(until, input?.lastEventId)) {
      yield tracked(batch.id, batch.topics);
    }
  }),
});
