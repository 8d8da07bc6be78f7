import type { FormatNumber } from "#components/locale/format-number.ts";
import type { Tone } from "#components/ui/badge.tsx";
import {
  type DeliveryState,
  type DeliveryTry,
  type DeliveryView,
  MOST_COUNTED,
  type WebhookView,
} from "#server/domain/webhook.ts";

export interface Look {
  word: string;
  tone: Tone;
}

/** How a webhook does, in a word. */
export function webhookLook({ enabled, failures, lastTry }: WebhookView): Look {
  if (!enabled) return { word: "Off", tone: "neutral" };
  if (failures > 0) return { word: "Failing", tone: "bad" };
  return lastTry ? { word: "Delivers", tone: "good" } : { word: "On", tone: "accent" };
}

export const DELIVERY_LOOKS: Record<DeliveryState, Look> = {
  waiting: { word: "Waiting", tone: "warning" },
  delivered: { word: "Delivered", tone: "good" },
  "given-up": { word: "Given up", tone: "bad" },
};

export function waitingWords(waiting: number, formatNumber: FormatNumber): string {
  return waiting > MOST_COUNTED ? `more than ${formatNumber(MOST_COUNTED)}` : formatNumber(waiting);
}

/** What a try came to, in one sentence. */
export function tryWords({ status, error, durationMs }: DeliveryTry): string {
  return error ?? `Answered ${status} in ${durationMs} ms.`;
}

/** What came of a test, in one sentence. */
export function testWords({ state, tries }: DeliveryView): string {
  const [tried] = tries;
  if (!tried) return "The test was not sent.";
  return state === "delivered"
    ? `The test was taken: answered ${tried.status} in ${tried.durationMs} ms.`
    : `The test was not taken. ${tryWords(tried)}`;
}
