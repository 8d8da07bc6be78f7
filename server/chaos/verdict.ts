import { type ExecutionStatus, isTerminal } from "#server/domain/status.ts";
import { findOverlap, type Life } from "./journal.ts";

/** An execution as its rows tell it at the end. */
export interface Story {
  id: string;
  status: ExecutionStatus;
  reason: string | null;
  attempt: number;
  maxAttempts: number;
  /** Oldest first. */
  events: { type: string; attempt: number; data: Record<string, unknown> }[];
}

/** What was promised, and what the rows and the journals say. */
export interface Evidence {
  accepted: readonly string[];
  /** Executions whose termination was answered while they lived. */
  terminated: ReadonlySet<string>;
  stories: readonly Story[];
  journals: ReadonlyMap<string, Life[]>;
  /** Processes of this run that live after all was stopped. */
  left: readonly string[];
}

/** Every promise that was broken, a line each; none when all were kept. */
export function findViolations(evidence: Evidence): string[] {
  const known = new Set(evidence.stories.map(({ id }) => id));
  return [
    ...evidence.accepted.filter((id) => !known.has(id)).map((id) => `${id} was accepted and is lost`),
    ...evidence.stories.flatMap((story) => {
      const lives = evidence.journals.get(story.id) ?? [];
      return faultsOf(story, lives, evidence.terminated).map((fault) => `${story.id} ${fault}`);
    }),
    ...evidence.left.map((process) => `${process} is left running`),
  ];
}

function faultsOf(story: Story, lives: Life[], terminated: ReadonlySet<string>): string[] {
  const { status, attempt, maxAttempts, events } = story;
  const ends = events.filter(({ type }) => type === "ended");
  const faults: string[] = [];
  if (!isTerminal(status)) faults.push(`never ended: ${status}, attempt ${attempt}`);
  if (isTerminal(status) && ends.length !== 1) faults.push(`ended ${ends.length} times`);
  if (attempt > maxAttempts) faults.push(`had ${attempt} attempts of ${maxAttempts}`);
  const overlap = findOverlap(lives);
  if (overlap) faults.push(`ran twice at a time: attempts ${overlap[0].attempt} and ${overlap[1].attempt}`);
  if (terminated.has(story.id) && status === "failed" && story.reason === "max-attempts") {
    faults.push("was terminated and tried again");
  }
  if (status === "success" && !lives.some((life) => life.attempt === attempt && life.finished)) {
    faults.push("is called a success, and its code never came to its end");
  }
  return [...faults, ...unproven(story)];
}

/** Attempts that are called stopped without the proof that nothing of them is left. */
function unproven({ events }: Story): string[] {
  return events
    .filter(({ type, data }) => (type === "ended" || type === "rerun") && data.outcome === "stopped")
    .filter((end) => !events.some(({ type, attempt }) => type === "verified" && attempt === end.attempt))
    .map(({ attempt }) => `attempt ${attempt} is called stopped and was not verified`);
}
