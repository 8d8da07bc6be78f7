import { isTerminal } from "#server/domain/status.ts";
import { findOverlap, type Life } from "./journal.ts";
import { type Story, stoppedAttempts, terminatedIn } from "./stories.ts";
import { type Times, timeFaults } from "./times.ts";
import type { Accepted, Cascade } from "./workload.ts";

/** What was promised, and what the rows and the journals say. */
export interface Evidence extends Times {
  accepted: readonly Accepted[];
  /** How many starts nobody answered, though they may have been carried out. */
  unanswered: number;
  /** Executions whose termination was answered while they lived. */
  terminated: ReadonlySet<string>;
  /** Parents whose family was told to end. */
  cascades: ReadonlyMap<string, Cascade>;
  stories: readonly Story[];
  journals: ReadonlyMap<string, Life[]>;
  /** When all had ended, as the rows say. */
  settledAt: bigint;
  /** Processes of this run that live after all was stopped. */
  left: readonly string[];
  /** Answers that no request of the run may get. */
  wrongAnswers: readonly string[];
}

/** Every promise that was broken, a line each; none when all were kept. */
export function findViolations(evidence: Evidence): string[] {
  return [
    ...startFaults(evidence),
    ...evidence.stories.flatMap((story) => {
      const lives = evidence.journals.get(story.id) ?? [];
      const faults = [
        ...endFaults(story),
        ...lifeFaults(story, lives, evidence.settledAt),
        ...stopFaults(story, lives, evidence),
        ...timeFaults(story, lives, evidence),
      ];
      return faults.map((fault) => `${story.id} ${fault}`);
    }),
    ...evidence.wrongAnswers,
    ...evidence.left.map((process) => `${process} is left running`),
  ];
}

/** Each start is there once, by its key, and nothing is there that nobody started. */
function startFaults({ accepted, unanswered, stories }: Evidence): string[] {
  const known = new Map(stories.map((story) => [story.id, story]));
  const started = new Set(accepted.map(({ id }) => id));
  const unexpected = stories.filter(({ id }) => !started.has(id)).length;
  return [
    ...accepted.filter(({ id }) => !known.has(id)).map(({ id }) => `${id} was accepted and is lost`),
    ...accepted
      .filter(({ id, idempotencyKey }) => known.has(id) && known.get(id)?.idempotencyKey !== idempotencyKey)
      .map(({ id, idempotencyKey }) => `${id} was answered for key ${idempotencyKey} and has another`),
    ...(started.size < accepted.length ? ["two keys were answered with one execution"] : []),
    ...(unexpected > unanswered ? [`${unexpected} executions are there that nobody was told of`] : []),
  ];
}

function endFaults({ status, attempt, maxAttempts, events }: Story): string[] {
  const ends = events.filter(({ type }) => type === "ended").length;
  const faults: string[] = [];
  if (!isTerminal(status)) faults.push(`never ended: ${status}, attempt ${attempt}`);
  if (isTerminal(status) && ends !== 1) faults.push(`ended ${ends} times`);
  if (attempt > maxAttempts) faults.push(`had ${attempt} attempts of ${maxAttempts}`);
  return faults;
}

function lifeFaults({ status, attempt }: Story, lives: Life[], settledAt: bigint): string[] {
  const faults: string[] = [];
  const overlap = findOverlap(lives);
  if (overlap) faults.push(`ran twice at a time: attempts ${overlap[0].attempt} and ${overlap[1].attempt}`);
  const own = lives.filter(({ stray }) => !stray).map((life) => life.attempt);
  if (new Set(own).size < own.length) faults.push(`began one attempt twice: ${own.join(", ")}`);
  if (own.some((begun) => begun > attempt)) faults.push(`began attempt ${Math.max(...own)} of ${attempt}`);
  if (lives.some(({ to }) => to > settledAt)) faults.push("lives after it has ended");
  if (status === "success" && !lives.some((life) => life.attempt === attempt && life.finished)) {
    faults.push("is called a success, and its code never came to its end");
  }
  return faults;
}

/** What was terminated is not tried again, and whatever was stopped was proven to be. */
function stopFaults(story: Story, lives: Life[], evidence: Evidence): string[] {
  const { terminated, cascades } = evidence;
  const { id, parentId, attempt, events } = story;
  const askedIn = terminatedIn(story);
  const asked = events.some(({ type, data }) => type === "stop_requested" && data.reason === "terminated");
  const verified = new Set(events.filter(({ type }) => type === "verified").map((event) => event.attempt));
  const faults = stoppedAttempts(story)
    .filter((stopped) => !verified.has(stopped))
    .map((stopped) => `attempt ${stopped} was stopped and is not verified`);
  if (askedIn !== null && askedIn !== attempt) faults.push("was terminated and tried again");
  if (terminated.has(id) && !asked) faults.push("was answered to be stopping, and no row says so");
  const cascade = parentId === null ? undefined : cascades.get(parentId);
  if (!cascade || asked || !wasMeant(story, cascade, evidence)) return faults;
  if (lives.some(({ to }) => to > cascade.answeredAt))
    faults.push("goes on though its family was told to end");
  return faults;
}

/** What had ended by itself may have children again; what was terminated starts nothing more. */
function wasMeant({ id, parentId }: Story, { sentAt }: Cascade, { accepted, stories }: Evidence): boolean {
  const startedAt = accepted.find((one) => one.id === id)?.answeredAt;
  const parent = stories.find((one) => one.id === parentId);
  return (startedAt !== undefined && startedAt < sentAt) || parent?.status === "terminated";
}
