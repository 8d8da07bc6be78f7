import { ListAuditInput, listAudit } from "#server/audit/list.ts";
import { createRouter, procedure } from "../trpc.ts";

export const auditRouter = createRouter({
  list: procedure.input(ListAuditInput).query(({ ctx, input }) => listAudit(ctx, input)),
});
