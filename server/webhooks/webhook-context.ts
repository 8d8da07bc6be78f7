import type { Context } from "#server/context.ts";
import type { WebhookSender } from "./sender.ts";

/** What verbs get that send, or that have to know what may be sent to. */
export interface WebhookContext extends Context {
  sender: WebhookSender;
}
