import { foreseeLoss } from "#server/runners/foresee-loss.ts";
import { listRunners, PageRunnersInput, pageRunners } from "#server/runners/list.ts";
import { DrainRunnerInput, drainRunner, undrainRunner } from "#server/runners/switch-drain.ts";
import { createRouter, procedure } from "../trpc.ts";

export const runnersRouter = createRouter({
  list: procedure.query(({ ctx }) => listRunners(ctx)),
  page: procedure.input(PageRunnersInput).query(({ ctx, input }) => pageRunners(ctx, input)),
  loss: procedure.input(DrainRunnerInput).query(({ ctx, input }) => foreseeLoss(ctx, input)),
  drain: procedure.input(DrainRunnerInput).mutation(({ ctx, input }) => drainRunner(ctx, input)),
  undrain: procedure.input(DrainRunnerInput).mutation(({ ctx, input }) => undrainRunner(ctx, input)),
});
