/** What webhooks can be told of. */
export const WEBHOOK_EVENTS = [
  "execution.created",
  "execution.started",
  "execution.stop_requested",
  "execution.rerun",
  "execution.stalled",
  "execution.lost",
  "execution.success",
  "execution.failed",
  "execution.terminated",
  "service.created",
  "service.updated",
  "service.paused",
  "service.resumed",
  "service.deleted",
  "service.failing",
  "service.crash_looping",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What a person's test is delivered as. */
export const TEST_EVENT = "webhook.test";

/** Each in one sentence: when it is told. */
export const EVENT_MEANINGS: Record<WebhookEvent, string> = {
  "execution.created": "It was started by somebody and waits.",
  "execution.started": "Its code has begun, in each attempt anew.",
  "execution.stop_requested": "It was asked to stop: by a person, its deadline or a reset.",
  "execution.rerun": "An attempt is over, and another one follows.",
  "execution.stalled": "Its code has given no sign of work for longer than its service allows.",
  "execution.lost":
    "Nobody could say what it does for 30 s, and its attempt was given up. What becomes of it is told too.",
  "execution.success": "It has ended well.",
  "execution.failed": "It has ended in failure; its reason says why.",
  "execution.terminated": "It has ended because a person asked for it.",
  "service.created": "It was deployed.",
  "service.updated": "It has a new revision.",
  "service.paused": "It takes no new executions.",
  "service.resumed": "It takes new executions again.",
  "service.deleted": "It is gone, and its name is free; what it ran stays readable.",
  "service.failing": "Its replicas have failed to start three times in a row.",
  "service.crash_looping": "Its workers have crashed three times in a row while they ran executions.",
};

/** `waiting` for its first or next try · `delivered` it was answered with 2xx · `given-up` no further try is made. */
export const DELIVERY_STATES = ["waiting", "delivered", "given-up"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One try to deliver. */
export interface DeliveryTry {
  at: Date;
  durationMs: number;
  /** The HTTP status of the answer; null when none came. */
  status: number | null;
  /** Why it counts as failed, for a person; null when it was answered with 2xx. */
  error: string | null;
  /** The first KiB of the answer; null when none came. */
  answer: string | null;
}

/** What the last try to deliver anything to a webhook came to. */
export type LastTry = Pick<DeliveryTry, "at" | "status" | "error">;

/** How a webhook does, from its newest tries. */
export interface WebhookView {
  id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  /** Names of the services that it is told of; null for all, also those to come. */
  services: string[] | null;
  enabled: boolean;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  /** How many deliveries wait now, counted to one more than MOST_COUNTED. */
  waiting: number;
  /** How many tries in a row have failed. */
  failures: number;
  /** Nothing is tried before this, since so many have failed; null while it is not put off. */
  restsUntil: Date | null;
  /** Null when nothing was ever tried. */
  lastTry: LastTry | null;
  /** Until when the secret before the newest one signs too; null when it does not. */
  oldSecretUntil: Date | null;
}

export const MOST_COUNTED = 1_000;

export interface DeliveryView {
  /** What the receiver gets as `webhook-id`, the same in every try. */
  id: string;
  webhookId: string;
  event: WebhookEvent | typeof TEST_EVENT;
  state: DeliveryState;
  /** When what it tells of has happened. */
  at: Date;
  executionId: string | null;
  serviceName: string | null;
  /** Null when it is delivered or given up. */
  nextTryAt: Date | null;
  endedAt: Date | null;
  /** Oldest first. */
  tries: DeliveryTry[];
  /** What is sent; null before the first try. */
  body: string | null;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after the first failed try, the second and so on. After the last of these it is given up: a day in all. */
const WAITS_MS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 7 * HOUR, 12 * HOUR];
/** Also what was never tried, since its webhook rested, is given up then. */
export const GIVEN_UP_AFTER_MS = WAITS_MS.reduce((sum, wait) => sum + wait, HOUR);

/** Milliseconds until it is tried again after so many failed tries; null when it is given up. */
export function waitMs(failedTries: number): number | null {
  return WAITS_MS[failedTries - 1] ?? null;
}

/** So many failed tries in a row mean that the receiver is away, not that it dislikes what it gets. */
export const RESTS_FROM = 3;
const LONGEST_REST_MS = 5 * MINUTE;

/** For how many milliseconds a webhook is left alone after so many failed tries in a row; null when it is not. */
export function restMs(failures: number): number | null {
  if (failures < RESTS_FROM) return null;
  return Math.min(10 * SECOND * 2 ** (failures - RESTS_FROM), LONGEST_REST_MS);
}
