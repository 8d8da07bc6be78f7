import { listRunners } from "#server/runners/list.ts";
import { createRouter, procedure } from "../trpc.ts";

export const runnersRouter = createRouter({
  list: procedure.query(({ ctx }) => listRunners(ctx)),
});
