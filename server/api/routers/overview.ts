import { HistoryInput, history } from "#server/overview/history.ts";
import { situation } from "#server/overview/situation.ts";
import { tabCounts } from "#server/overview/tab-counts.ts";
import { createRouter, procedure } from "../trpc.ts";

export const overviewRouter = createRouter({
  tab: procedure.query(({ ctx }) => tabCounts(ctx)),
  situation: procedure.query(({ ctx }) => situation(ctx)),
  history: procedure.input(HistoryInput).query(({ ctx, input }) => history(ctx, input)),
});
