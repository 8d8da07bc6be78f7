import type { Life } from "./journal.ts";
import { SERVICES } from "./services.ts";
import type { Story } from "./stories.ts";
import type { Accepted, OrderedDeadline } from "./workload.ts";

/** What the run itself saw of times; nanoseconds of the monotonic clock, which no clock jump moves. */
export interface Times {
  accepted: readonly Accepted[];
  /** By execution. */
  deadlines: ReadonlyMap<string, OrderedDeadline>;
  /** When an execution was first seen to have waited too long. */
  expired: ReadonlyMap<string, bigint>;
}

/** A busy machine writes its journal late by so much, and never by what a clock jumps. */
const SLACK_S = 0.5;
/** An agent that is frozen or cut off is ended within its lease; and then it may take long to die. */
const LATEST_S = 45;
/** What more-time orders may add to one stop. */
const MORE_S = 30;

/** No clock that jumps makes anything too early or too late. */
export function timeFaults(story: Story, lives: readonly Life[], times: Times): string[] {
  const service = SERVICES.find(({ name }) => name === story.service);
  const start = times.accepted.find(({ id }) => id === story.id);
  if (!service || !start) return [];
  const own = lives.filter(({ stray }) => !stray).toSorted((a, b) => a.attempt - b.attempt);
  const about = {
    story,
    own,
    sentAt: start.sentAt,
    policy: service.policy,
    deadline: times.deadlines.get(story.id),
  };
  return [
    ...own.flatMap((life) => [
      ...tooEarly(about, life),
      ...tooLate(about, life),
      ...triedTooEarly(about, life),
    ]),
    ...expiredTooEarly(about, times.expired.get(story.id)),
  ];
}

interface About {
  story: Story;
  own: readonly Life[];
  sentAt: bigint;
  policy: (typeof SERVICES)[number]["policy"];
  deadline: OrderedDeadline | undefined;
}

/** An attempt was not there before this. */
function notBefore({ own, sentAt }: About, attempt: number): bigint {
  return own.filter((life) => life.attempt < attempt).at(-1)?.to ?? sentAt;
}

/** Code met the end of its time before that had come. */
function tooEarly(about: About, life: Life): string[] {
  const { story, policy, deadline } = about;
  const has = (type: string, key?: string, value?: string) =>
    story.events.some(
      (event) => event.type === type && event.attempt === life.attempt && (!key || event.data[key] === value),
    );
  if (!has("stop_requested", "reason", "timeout") || !has("seen")) return [];
  const ordered = has("order_answered", "kind", "deadline");
  // Asked for, and nobody knows whether it counts.
  if (deadline && !(ordered && deadline.done)) return [];
  const from = deadline ? deadline.sentAt : notBefore(about, life.attempt);
  const due = deadline ? deadline.seconds : policy.executionTimeout;
  const early = due - secondsBetween(from, life.to);
  return early > SLACK_S ? [`attempt ${life.attempt} met its deadline ${early.toFixed(1)} s too early`] : [];
}

function tooLate({ policy, deadline }: About, life: Life): string[] {
  const { executionTimeout, gracePeriod, killWait, drainTime } = policy;
  const ordered = deadline ? secondsBetween(life.from, deadline.answeredAt) + deadline.seconds : 0;
  const ladder = gracePeriod + killWait + Math.min(drainTime, 30) + MORE_S + LATEST_S;
  const late = secondsBetween(life.from, life.to) - Math.max(executionTimeout, ordered) - ladder;
  return late > 0 ? [`attempt ${life.attempt} lived ${late.toFixed(1)} s longer than anybody allows`] : [];
}

/** After an error it waits. */
function triedTooEarly(about: About, life: Life): string[] {
  const { story, own, policy } = about;
  const before = own.findLast(({ attempt }) => attempt === life.attempt - 1);
  const retried = story.events.some(({ type, attempt }) => type === "retry" && attempt === before?.attempt);
  if (!before || !retried) return [];
  const early = policy.retryWait - secondsBetween(before.to, life.from);
  return early > SLACK_S
    ? [`attempt ${life.attempt} began ${early.toFixed(1)} s too early after an error`]
    : [];
}

function expiredTooEarly(about: About, seenAt: bigint | undefined): string[] {
  const { story, policy } = about;
  if (seenAt === undefined || policy.queueTimeout === null) return [];
  const early = policy.queueTimeout - secondsBetween(notBefore(about, story.attempt), seenAt);
  return early > SLACK_S ? [`was failed for waiting ${early.toFixed(1)} s too early`] : [];
}

function secondsBetween(from: bigint, to: bigint): number {
  return Number(to - from) / 1e9;
}
