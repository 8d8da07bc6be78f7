import { z } from "zod";
import {
  DELIVERY_STATES,
  type DeliveryView,
  TEST_EVENT,
  WEBHOOK_EVENTS,
  type WebhookView,
} from "#server/domain/webhook.ts";
import type { CreatedWebhook } from "#server/webhooks/create.ts";
import type { DeliveryPage } from "#server/webhooks/list-deliveries.ts";
import type { RotatedSecret } from "#server/webhooks/rotate-secret.ts";

const time = z.date();
const maybeTime = time.nullable();
const text = z.string();
const maybeText = text.nullable();
const id = z.uuid();
const count = z.number().int().min(0);

const LastTryShape = z.object({
  at: time,
  status: z.number().int().nullable().describe("The HTTP status of the answer; null when none came."),
  error: maybeText.describe("Why it failed; null when it was answered with 2xx."),
});

export const WebhookShape = z.object({
  id,
  name: text,
  url: text,
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  services: z.array(text).nullable().describe("Names; null for all services, also those to come."),
  enabled: z.boolean(),
  createdAt: time,
  createdBy: text,
  updatedAt: time,
  waiting: count.describe("How many deliveries wait; 1,001 means more than 1,000."),
  failures: count.describe("Tries in a row that have failed."),
  restsUntil: maybeTime.describe("Nothing is tried before this, since so many have failed."),
  lastTry: LastTryShape.nullable(),
  oldSecretUntil: maybeTime.describe("Until when the secret before the newest one signs too."),
}) satisfies z.ZodType<WebhookView>;

export const DeliveryShape = z.object({
  id: id.describe("The header `webhook-id`, the same in every try."),
  webhookId: id,
  event: z.enum([...WEBHOOK_EVENTS, TEST_EVENT]),
  state: z.enum(DELIVERY_STATES),
  at: time.describe("When what it tells of has happened."),
  executionId: maybeText,
  serviceName: maybeText,
  nextTryAt: maybeTime,
  endedAt: maybeTime,
  tries: z.array(
    LastTryShape.extend({
      durationMs: z.number(),
      answer: maybeText.describe("The first KiB of the answer."),
    }),
  ),
  body: maybeText.describe("What is sent; null before the first try."),
}) satisfies z.ZodType<DeliveryView>;

export const DeliveryPageShape = z.object({
  rows: z.array(DeliveryShape),
  nextCursor: maybeText.describe("What to give as `cursor` for the page after this one; null on the last."),
}) satisfies z.ZodType<DeliveryPage>;

const secret = text.describe("What deliveries are signed with. It can't be shown again.");

export const CreatedWebhookShape = z.object({ id, secret }) satisfies z.ZodType<CreatedWebhook>;

export const RotatedSecretShape = z.object({
  id,
  secret,
  oldSecretUntil: time.describe("Until when the one before signs too."),
}) satisfies z.ZodType<RotatedSecret>;
