import { z } from "zod";
import type { Route } from "./route.ts";
import {
  CreatedWebhookShape,
  DeliveryPageShape,
  DeliveryShape,
  RotatedSecretShape,
  WebhookShape,
} from "./webhook-shapes.ts";

export const WEBHOOK_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/webhooks",
    procedure: "webhooks.list",
    summary: "List webhooks",
    shape: z.object({ rows: z.array(WebhookShape) }),
    rows: true,
  },
  {
    method: "POST",
    path: "/webhooks",
    procedure: "webhooks.create",
    summary: "Make a webhook",
    details:
      "It is told of what happens from then on. The secret is in the answer, and nowhere else: keep it. What is posted stands under `webhooks` in this document.",
    status: 201,
    shape: CreatedWebhookShape,
  },
  {
    method: "GET",
    path: "/webhooks/{id}",
    procedure: "webhooks.get",
    summary: "One webhook, and how it does",
    shape: WebhookShape,
  },
  {
    method: "PATCH",
    path: "/webhooks/{id}",
    procedure: "webhooks.update",
    summary: "Change a webhook",
    details: "What is left out stays as it is.",
    shape: WebhookShape,
  },
  {
    method: "DELETE",
    path: "/webhooks/{id}",
    procedure: "webhooks.remove",
    summary: "Remove a webhook, with the log of its deliveries",
    shape: z.object({ id: z.uuid(), name: z.string() }),
  },
  {
    method: "POST",
    path: "/webhooks/{id}/test",
    procedure: "webhooks.test",
    summary: "Send a test now, and say what came of it",
    details: "Once, also while the webhook is off. `state` is `delivered` when it was answered with 2xx.",
    shape: DeliveryShape,
  },
  {
    method: "POST",
    path: "/webhooks/{id}/rotate-secret",
    procedure: "webhooks.rotateSecret",
    summary: "Sign with a new secret",
    details: "For a day deliveries are signed with the one before as well.",
    shape: RotatedSecretShape,
  },
  {
    method: "GET",
    path: "/webhooks/{id}/deliveries",
    procedure: "webhooks.deliveries",
    summary: "The log of its deliveries",
    details: "Newest first. Kept for a week, and of each webhook the newest 2,000.",
    shape: DeliveryPageShape,
    without: ["direction"],
  },
  {
    method: "POST",
    path: "/webhooks/{id}/deliveries/{deliveryId}/redeliver",
    procedure: "webhooks.redeliver",
    summary: "Send it once more",
    details: "As soon as may be, with the same body and the same `webhook-id`.",
    shape: z.object({ id: z.uuid() }),
  },
];
