import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import { KEY_NAME, KEY_NAME_WORDS } from "#server/domain/api-key.ts";
import { WEBHOOK_EVENTS } from "#server/domain/webhook.ts";
import { InvalidInput, NotFound } from "#server/errors.ts";
import type { WebhookContext } from "./webhook-context.ts";

export const WebhookIdSchema = z.string("id must be the id of a webhook").transform((id) => {
  if (!z.uuid().safeParse(id).success) throw new NotFound(`There is no webhook ${JSON.stringify(id)}.`);
  return id;
});
export const WebhookIdInput = z.strictObject({ id: WebhookIdSchema });
export type WebhookIdInput = z.output<typeof WebhookIdInput>;

const urlWords = "url must be an address such as https://example.org/curfew, of at most 2,000 characters";
const eventWords = `each of events must be one of ${WEBHOOK_EVENTS.join(", ")}`;
const servicesWords = "services must be names of services, or null for all";

function mayBeUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function hasNoAccount(text: string): boolean {
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

const UrlSchema = z
  .string(urlWords)
  .max(2_000, urlWords)
  .refine(isStorable, urlWords)
  .refine(mayBeUrl, urlWords)
  .refine(
    (text) => !mayBeUrl(text) || hasNoAccount(text),
    "url must be without a user and a password: deliveries prove themselves by their signature",
  );

/** The fields of a webhook that people choose. */
export const webhookFields = {
  name: z.string(KEY_NAME_WORDS).regex(KEY_NAME, KEY_NAME_WORDS).describe("What people call it."),
  url: UrlSchema.describe("Where deliveries are posted to."),
  events: z
    .array(z.enum(WEBHOOK_EVENTS, eventWords), "events must be a list of events")
    .min(1, "events must be at least one")
    .transform((events) => WEBHOOK_EVENTS.filter((event) => events.includes(event)))
    .describe("What it is told of."),
  services: z
    .array(z.string(servicesWords).min(1, servicesWords).refine(isStorable, servicesWords), servicesWords)
    .min(1, "services must be at least one name, or null for all")
    .max(1_000, "services must be at most 1,000 names")
    .nullable()
    .describe("Names of the services that it is told of; null for all, also those to come."),
  enabled: z
    .boolean("enabled must be true or false")
    .describe("Off, it is told of nothing that happens meanwhile."),
};

/** Throws InvalidInput when it leads, without asking for names, to where deliveries may not go. */
export function refuseUrl({ sender }: Pick<WebhookContext, "sender">, url: string): void {
  const fault = sender.fault(url);
  if (!fault) return;
  const message = `url may not be reached: ${fault}. CURFEW_WEBHOOKS_PRIVATE allows networks of your own`;
  throw new InvalidInput([{ field: "url", message }]);
}

/** Ids of services by their names, null for all. Throws InvalidInput that names those that there are not. */
export async function serviceIds(
  { database: { sql } }: Pick<WebhookContext, "database">,
  names: string[] | null,
): Promise<string[] | null> {
  if (names === null) return null;
  const rows = await sql<
    { id: string; name: string }[]
  >`select id, name from services where name = any(${names}) and deleted_at is null`;
  const known = new Set(rows.map(({ name }) => name));
  const faults = names.flatMap((name, index) =>
    known.has(name) ? [] : [{ field: `services.${index}`, message: `there is no service ${name}` }],
  );
  if (faults.length > 0) throw new InvalidInput(faults);
  return rows.map(({ id }) => id);
}
