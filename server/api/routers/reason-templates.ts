import { listReasonTemplates } from "#server/settings/list-reason-templates.ts";
import { SaveReasonTemplatesInput, saveReasonTemplates } from "#server/settings/save-reason-templates.ts";
import { createRouter, procedure } from "../trpc.ts";

export const reasonTemplatesRouter = createRouter({
  list: procedure.query(({ ctx }) => listReasonTemplates(ctx)),
  save: procedure
    .input(SaveReasonTemplatesInput)
    .mutation(({ ctx, input }) => saveReasonTemplates(ctx, input)),
});
