import { listViews } from "#server/views/list.ts";
import { RemoveViewInput, removeView } from "#server/views/remove.ts";
import { RenameViewInput, renameView } from "#server/views/rename.ts";
import { SaveViewInput, saveView } from "#server/views/save.ts";
import { SetDefaultViewInput, setDefaultView } from "#server/views/set-default.ts";
import { createRouter, procedure } from "../trpc.ts";

export const viewsRouter = createRouter({
  list: procedure.query(({ ctx }) => listViews(ctx)),
  save: procedure.input(SaveViewInput).mutation(({ ctx, input }) => saveView(ctx, input)),
  rename: procedure.input(RenameViewInput).mutation(({ ctx, input }) => renameView(ctx, input)),
  remove: procedure.input(RemoveViewInput).mutation(({ ctx, input }) => removeView(ctx, input)),
  setDefault: procedure.input(SetDefaultViewInput).mutation(({ ctx, input }) => setDefaultView(ctx, input)),
});
