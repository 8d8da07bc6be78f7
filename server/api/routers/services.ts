import { CooperationInput, cooperation } from "#server/services/cooperation.ts";
import { CreateServiceInput, createService } from "#server/services/create.ts";
import { DeleteServiceInput, deleteService } from "#server/services/delete.ts";
import { ListDrillsInput, listDrills } from "#server/services/drills/list-drills.ts";
import { StartDrillInput, startDrill } from "#server/services/drills/start-drill.ts";
import { DuplicateServiceInput, duplicateService } from "#server/services/duplicate.ts";
import { GetServiceInput, getService } from "#server/services/get.ts";
import { listServices, PageServicesInput, pageServices } from "#server/services/list.ts";
import { ListRevisionsInput, listRevisions } from "#server/services/list-revisions.ts";
import { PauseServiceInput, pauseService } from "#server/services/pause.ts";
import { PreviewPolicyInput, previewPolicy } from "#server/services/preview-policy.ts";
import { RegisterServiceInput, registerService } from "#server/services/register.ts";
import { RestartServiceInput, restartService } from "#server/services/restart.ts";
import { ResumeServiceInput, resumeService } from "#server/services/resume.ts";
import { RollBackServiceInput, rollBackService } from "#server/services/roll-back.ts";
import { StatisticsInput, statistics } from "#server/services/statistics.ts";
import { TryAgainInput, tryServiceAgain } from "#server/services/try-again.ts";
import { UpdateServiceInput, updateService } from "#server/services/update.ts";
import { createRouter, procedure } from "../trpc.ts";

export const servicesRouter = createRouter({
  list: procedure.query(({ ctx }) => listServices(ctx)),
  page: procedure.input(PageServicesInput).query(({ ctx, input }) => pageServices(ctx, input)),
  get: procedure.input(GetServiceInput).query(({ ctx, input }) => getService(ctx, input)),
  revisions: procedure.input(ListRevisionsInput).query(({ ctx, input }) => listRevisions(ctx, input)),
  previewPolicy: procedure.input(PreviewPolicyInput).query(({ ctx, input }) => previewPolicy(ctx, input)),
  cooperation: procedure.input(CooperationInput).query(({ ctx, input }) => cooperation(ctx, input)),
  statistics: procedure.input(StatisticsInput).query(({ ctx, input }) => statistics(ctx, input)),
  drills: procedure.input(ListDrillsInput).query(({ ctx, input }) => listDrills(ctx, input)),
  drill: procedure.input(StartDrillInput).mutation(({ ctx, input }) => startDrill(ctx, input)),
  create: procedure.input(CreateServiceInput).mutation(({ ctx, input }) => createService(ctx, input)),
  duplicate: procedure
    .input(DuplicateServiceInput)
    .mutation(({ ctx, input }) => duplicateService(ctx, input)),
  register: procedure.input(RegisterServiceInput).mutation(({ ctx, input }) => registerService(ctx, input)),
  update: procedure.input(UpdateServiceInput).mutation(({ ctx, input }) => updateService(ctx, input)),
  rollBack: procedure.input(RollBackServiceInput).mutation(({ ctx, input }) => rollBackService(ctx, input)),
  restart: procedure.input(RestartServiceInput).mutation(({ ctx, input }) => restartService(ctx, input)),
  pause: procedure.input(PauseServiceInput).mutation(({ ctx, input }) => pauseService(ctx, input)),
  tryAgain: procedure.input(TryAgainInput).mutation(({ ctx, input }) => tryServiceAgain(ctx, input)),
  delete: procedure.input(DeleteServiceInput).mutation(({ ctx, input }) => deleteService(ctx, input)),
  resume: procedure.input(ResumeServiceInput).mutation(({ ctx, input }) => resumeService(ctx, input)),
});
