import { CreateWebhookInput, createWebhook } from "#server/webhooks/create.ts";
import { getWebhook, listWebhooks } from "#server/webhooks/list.ts";
import { ListDeliveriesInput, listDeliveries } from "#server/webhooks/list-deliveries.ts";
import { RedeliverInput, redeliver } from "#server/webhooks/redeliver.ts";
import { removeWebhook } from "#server/webhooks/remove.ts";
import { rotateSecret } from "#server/webhooks/rotate-secret.ts";
import { testWebhook } from "#server/webhooks/send-test.ts";
import { UpdateWebhookInput, updateWebhook } from "#server/webhooks/update.ts";
import { WebhookIdInput } from "#server/webhooks/webhook-input.ts";
import { createRouter, procedure } from "../trpc.ts";

export const webhooksRouter = createRouter({
  list: procedure.query(({ ctx }) => listWebhooks(ctx)),
  get: procedure.input(WebhookIdInput).query(({ ctx, input }) => getWebhook(ctx, input)),
  create: procedure.input(CreateWebhookInput).mutation(({ ctx, input }) => createWebhook(ctx, input)),
  update: procedure.input(UpdateWebhookInput).mutation(({ ctx, input }) => updateWebhook(ctx, input)),
  remove: procedure.input(WebhookIdInput).mutation(({ ctx, input }) => removeWebhook(ctx, input)),
  rotateSecret: procedure.input(WebhookIdInput).mutation(({ ctx, input }) => rotateSecret(ctx, input)),
  test: procedure.input(WebhookIdInput).mutation(({ ctx, input }) => testWebhook(ctx, input)),
  deliveries: procedure.input(ListDeliveriesInput).query(({ ctx, input }) => listDeliveries(ctx, input)),
  redeliver: procedure.input(RedeliverInput).mutation(({ ctx, input }) => redeliver(ctx, input)),
});
