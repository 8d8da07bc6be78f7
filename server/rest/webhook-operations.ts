import { EVENT_MEANINGS, TEST_EVENT, WEBHOOK_EVENTS, type WebhookEvent } from "#server/domain/webhook.ts";
import type { JsonSchema } from "./schema-json.ts";

const text: JsonSchema = { type: "string" };
const id: JsonSchema = { type: "string", format: "uuid" };
const time: JsonSchema = { type: "string", format: "date-time" };
const maybe = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });
const said = (description: string, schema: JsonSchema = text): JsonSchema => ({ ...schema, description });

const SERVICE = { serviceId: id, serviceName: text };
const actor = said("A person's address, `api-key:<name>`, `runner`, `agent` or `system`.");

const EXECUTION: Record<string, JsonSchema> = {
  ...SERVICE,
  executionId: id,
  functionName: text,
  parentId: maybe(id),
  createdBy: text,
  createdAt: time,
  labels: { type: "object", additionalProperties: text },
  attempt: { type: "integer" },
  actor,
};

const UNVERIFIED: JsonSchema = {
  type: "boolean",
  description: "True when nobody could prove that nothing of it is left running; left out otherwise.",
};

const ENDED: Record<string, JsonSchema> = {
  status: text,
  reason: maybe(said("Why it is failed or terminated.")),
  message: maybe(said("One sentence on how it ended.")),
  unverified: UNVERIFIED,
  exitCode: maybe({ type: "integer" }),
  exitSignal: maybe(text),
};

const NEXT: Record<string, JsonSchema> = {
  reason: said("Why the attempt was over; left out where its code reported an error."),
  unverified: UNVERIFIED,
  nextAttempt: { type: "integer" },
  notBefore: said("Not before this it is tried again; left out when at once.", time),
};

/** What `data` has beside what all of its kind have. */
const FACTS: Partial<Record<WebhookEvent, Record<string, JsonSchema>>> = {
  "execution.created": { status: text, rerunOf: id },
  "execution.stop_requested": { reason: text, note: said("Why, in the asker's words."), withParent: id },
  "execution.rerun": NEXT,
  "execution.stalled": { seconds: said("For so long there was no sign of work.", { type: "number" }) },
  "execution.lost": { ...ENDED, ...NEXT },
  "execution.success": ENDED,
  "execution.failed": {
    ...ENDED,
    cause: said("What ended the last attempt, where the reason is `max-attempts`."),
  },
  "execution.terminated": ENDED,
  "service.created": { revision: { type: "integer" } },
  "service.updated": {
    revision: { type: "integer" },
    restores: said("The older revision that it brings back.", { type: "integer" }),
    force: { type: "boolean" },
  },
  "service.failing": { revision: { type: "integer" }, count: { type: "integer" }, error: text },
  "service.crash_looping": {
    revision: { type: "integer" },
    count: { type: "integer" },
    error: said("How the last one died."),
    lastExecutionId: id,
  },
};

const DESCRIPTION =
  "Any answer of 2xx within 10 s takes it. Signed as the Standard Webhooks specification has it; delivered at least once, with the same `webhook-id` in every try.";

/** The `webhooks` section of the document. */
export function webhookOperations(): Record<string, { post: object }> {
  const events = WEBHOOK_EVENTS.map((event) => [
    event,
    operation(event, EVENT_MEANINGS[event], dataOf(event)),
  ]);
  const test = { webhookId: id, name: text, actor };
  return Object.fromEntries([
    ...events,
    [TEST_EVENT, operation(TEST_EVENT, "Somebody has sent a test.", test)],
  ]);
}

function dataOf(event: WebhookEvent): Record<string, JsonSchema> {
  const common = event.startsWith("execution.") ? EXECUTION : { ...SERVICE, actor };
  return { ...common, ...FACTS[event] };
}

function operation(event: string, summary: string, data: Record<string, JsonSchema>): { post: object } {
  const schema: JsonSchema = {
    type: "object",
    required: ["type", "timestamp", "data"],
    properties: {
      type: { const: event },
      timestamp: said("When it happened.", time),
      data: { type: "object", properties: data },
    },
  };
  const header = (name: string, description: string) => {
    return { name, in: "header", required: true, description, schema: text };
  };
  return {
    post: {
      summary,
      description: DESCRIPTION,
      parameters: [
        header("webhook-id", "The same in every try: what was taken already is left alone by it."),
        header("webhook-timestamp", "When this try was made, in seconds since 1970."),
        header("webhook-signature", "One or more of `v1,<base64>` with spaces between, one for each secret."),
      ],
      requestBody: { required: true, content: { "application/json": { schema } } },
      responses: { "2XX": { description: "It is delivered." } },
    },
  };
}
