/**
 * Why an execution that is created does not run, the first that holds: `retry` it waits until its next try · `paused` ·
 * `no-runner` no runner takes work · `no-replicas` its service is to have none · `failing` its replicas don't start ·
 * `starting` none is ready · `full` all that are ready are taken · `turn` there is room, and others are before it, or it is
 * next.
 */
export const WAIT_CAUSES = [
  "retry",
  "paused",
  "no-runner",
  "no-replicas",
  "failing",
  "starting",
  "full",
  "turn",
] as const;
export type WaitCause = (typeof WAIT_CAUSES)[number];

/** What is known of its service at one moment. */
export interface WaitFacts {
  notBefore: Date | null;
  pausedBy: string | null;
  /** Active, heard of lately, and not draining. */
  runners: number;
  /** It may have replicas at all. */
  mayHaveReplicas: boolean;
  /** Of replicas that new executions go to: that are ready and heard of, that start, and that nothing is heard of. */
  ready: number;
  starting: number;
  silent: number;
  /** Executions that the ready ones can run at a time, and do run. */
  slots: number;
  taken: number;
  /** Why replicas of its present revision don't start; null when they do, or nobody knows. */
  startError: string | null;
  /** Of the same service, that are started before it; counted up to a bound. */
  ahead: number;
  moreAhead: boolean;
}

export interface WaitView {
  cause: WaitCause;
  /** One sentence for a person. */
  words: string;
  ahead: number;
  moreAhead: boolean;
}

export function waitOf(facts: WaitFacts): WaitView {
  const cause = causeOf(facts);
  return { cause, words: wordsOf(cause, facts), ahead: facts.ahead, moreAhead: facts.moreAhead };
}

function causeOf(facts: WaitFacts): WaitCause {
  if (facts.notBefore) return "retry";
  if (facts.pausedBy !== null) return "paused";
  if (facts.runners === 0) return "no-runner";
  if (facts.ready > 0) return facts.taken >= facts.slots ? "full" : "turn";
  if (!facts.mayHaveReplicas) return "no-replicas";
  return facts.startError === null ? "starting" : "failing";
}

function wordsOf(cause: WaitCause, facts: WaitFacts): string {
  switch (cause) {
    case "retry":
      return "It failed and waits for its next try.";
    case "paused":
      return `Its service was paused by ${facts.pausedBy}: it waits until that is resumed.`;
    case "no-runner":
      return "No runner takes work: it waits until one does.";
    case "no-replicas":
      return "Its service is set to have no replicas.";
    case "failing":
      return `Replicas of its service fail to start: ${facts.startError}`;
    case "starting":
      return `No replica of its service is ready${replicaWords(facts)}.`;
    case "full":
      return facts.slots === 1
        ? "The only slot of its service is taken."
        : `All ${facts.slots} slots of its service are taken.`;
    case "turn":
      return "A slot of its service is free.";
  }
}

function replicaWords({ starting, silent }: WaitFacts): string {
  const parts = [
    starting > 0 ? `${starting} ${starting === 1 ? "is" : "are"} starting` : "",
    silent > 0 ? `${silent} ${silent === 1 ? "does" : "do"} not answer` : "",
  ].filter(Boolean);
  return parts.length > 0 ? `: ${parts.join(", ")}` : "";
}
