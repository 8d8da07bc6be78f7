import { createHmac, randomBytes } from "node:crypto";

/** As the Standard Webhooks specification writes a symmetric secret. */
const PREFIX = "whsec_";

export function newSecret(): string {
  return PREFIX + randomBytes(32).toString("base64");
}

/** The headers that prove a delivery, as the Standard Webhooks specification has them; one signature for each secret. */
export function signedHeaders(
  delivery: { id: string; body: string },
  secrets: string[],
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signed = `${delivery.id}.${timestamp}.${delivery.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return {
    "webhook-id": delivery.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
