import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { DeliveryView, WebhookView } from "#server/domain/webhook.ts";
import { testWords, tryWords, waitingWords, webhookLook } from "./webhook-words.ts";

const english = numberFormat("en");

const tried = { at: new Date(0), durationMs: 12, status: 204, error: null, answer: "" };
const webhook = { enabled: true, failures: 0, lastTry: tried } as unknown as WebhookView;

test("a webhook is said to deliver only once it has", () => {
  expect(webhookLook({ ...webhook, lastTry: null }).word).toBe("On");
  expect(webhookLook(webhook).word).toBe("Delivers");
  expect(webhookLook({ ...webhook, failures: 1 }).word).toBe("Failing");
  expect(webhookLook({ ...webhook, failures: 1, enabled: false }).word).toBe("Off");
});

test("a test says what came of it, and no more", () => {
  const delivery = { state: "delivered", tries: [tried] } as unknown as DeliveryView;
  expect(testWords(delivery)).toBe("The test was taken: answered 204 in 12 ms.");
  const failed = { ...tried, status: 502, error: "It answered 502." };
  expect(testWords({ ...delivery, state: "given-up", tries: [failed] })).toBe(
    "The test was not taken. It answered 502.",
  );
  expect(tryWords(tried)).toBe("Answered 204 in 12 ms.");
});

test("what is not counted to its end is said so", () => {
  expect([0, 1_000, 1_001].map((waiting) => waitingWords(waiting, english))).toEqual([
    "0",
    "1,000",
    "more than 1,000",
  ]);
});
