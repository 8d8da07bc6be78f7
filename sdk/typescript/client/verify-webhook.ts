import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookEvent } from "./webhooks.ts";

/** What a webhook is told. */
export interface WebhookMessage {
  type: WebhookEvent | "webhook.test";
  /** When it happened. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** It was not sent by this Curfew, or too long ago. */
export class WebhookNotVerified extends Error {
  override readonly name = "WebhookNotVerified";
}

/** Seconds that its time may lie off. */
const TOLERANCE = 300;

type Headers = Record<string, string | string[] | undefined>;

/**
 * The message of a delivery, once it has proved itself. `body` is the body as it came, byte for byte; `headers` are those
 * of Node, by their lower-case names. Throws WebhookNotVerified.
 */
export function verifyWebhook(
  secret: string,
  { headers, body }: { headers: Headers; body: string | Uint8Array },
  now: Date = new Date(),
): WebhookMessage {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => {
    const value = headers[name];
    if (typeof value === "string" && value !== "") return value;
    throw new WebhookNotVerified(`There is no header ${name}`);
  }) as [string, string, string];
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  const off = Math.abs(now.getTime() / 1_000 - Number(timestamp));
  if (!(off <= TOLERANCE)) throw new WebhookNotVerified("It was sent too long ago, or a clock is wrong");
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest();
  const good = signatures.split(" ").some((one) => one.startsWith("v1,") && isSame(expected, one.slice(3)));
  if (!good) throw new WebhookNotVerified("No signature fits: another secret, or a body that was changed");
  return JSON.parse(text) as WebhookMessage;
}

function isSame(expected: Buffer, base64: string): boolean {
  const given = Buffer.from(base64, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
