import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { verifyWebhook, WebhookNotVerified } from "./verify-webhook.ts";

/** Signed by the reference library of the Standard Webhooks specification. */
const file = fileURLToPath(new URL("../../conformance/webhook.json", import.meta.url));
const { secret, at, headers, body } = JSON.parse(readFileSync(file, "utf8"));
const NOW = new Date(at * 1_000);
const verify = (change: object = {}, key = secret, now = NOW) =>
  verifyWebhook(key, { headers, body, ...change }, now);

test("a delivery is taken by any of its signatures, as text and as bytes", () => {
  expect(verify()).toEqual(JSON.parse(body));
  expect(verify({ body: Buffer.from(body) })).toEqual(JSON.parse(body));
});

test.each([
  ["another body", { body: `${body} ` }, secret, NOW],
  ["another secret", {}, `whsec_${Buffer.alloc(32).toString("base64")}`, NOW],
  ["another id", { headers: { ...headers, "webhook-id": "x" } }, secret, NOW],
  ["no signature", { headers: { ...headers, "webhook-signature": undefined } }, secret, NOW],
  ["no number as its time", { headers: { ...headers, "webhook-timestamp": "now" } }, secret, NOW],
  ["an old delivery", {}, secret, new Date(NOW.getTime() + 301_000)],
  ["a delivery of the future", {}, secret, new Date(NOW.getTime() - 301_000)],
])("%s is refused", (_, change, key, now) => {
  expect(() => verify(change, key, now)).toThrow(WebhookNotVerified);
});
