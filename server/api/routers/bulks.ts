import { abortBulk } from "#server/bulks/abort.ts";
import { GetBulkInput, getBulk } from "#server/bulks/get.ts";
import { listBulks, PageBulksInput, pageBulks } from "#server/bulks/list.ts";
import { MoveBulkInput } from "#server/bulks/move.ts";
import { pauseBulk } from "#server/bulks/pause.ts";
import { PrepareBulkInput, prepareBulk } from "#server/bulks/prepare.ts";
import { resumeBulk } from "#server/bulks/resume.ts";
import { StartBulkInput, startBulk } from "#server/bulks/start.ts";
import { StopNowInput, stopNow } from "#server/bulks/stop-now.ts";
import { createRouter, procedure } from "../trpc.ts";

export const bulksRouter = createRouter({
  list: procedure.query(({ ctx }) => listBulks(ctx)),
  page: procedure.input(PageBulksInput).query(({ ctx, input }) => pageBulks(ctx, input)),
  get: procedure.input(GetBulkInput).query(({ ctx, input }) => getBulk(ctx, input)),
  prepare: procedure.input(PrepareBulkInput).mutation(({ ctx, input }) => prepareBulk(ctx, input)),
  start: procedure.input(StartBulkInput).mutation(({ ctx, input }) => startBulk(ctx, input)),
  stopNow: procedure.input(StopNowInput).mutation(({ ctx, input }) => stopNow(ctx, input)),
  pause: procedure.input(MoveBulkInput).mutation(({ ctx, input }) => pauseBulk(ctx, input)),
  resume: procedure.input(MoveBulkInput).mutation(({ ctx, input }) => resumeBulk(ctx, input)),
  abort: procedure.input(MoveBulkInput).mutation(({ ctx, input }) => abortBulk(ctx, input)),
});
