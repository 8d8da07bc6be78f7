import { type Execution, type ExecutionRow, isTerminal } from "../client/types.ts";
import { table } from "./table.ts";
import { duration } from "./terminal.ts";

/** The status as a person says it: a stop is named with the rung that it has reached, an end that is unproven as such. */
export function statusOf({ status, reason, stop, notBefore, stalledAt, unverified }: ExecutionRow): string {
  if (notBefore) return `${status} (next try at ${notBefore})`;
  if (stalledAt && !stop) return `${status} (stalled)`;
  if (status === "in-progress" && stop) return `stopping (${stop.rung})`;
  const why = [reason !== status && reason, unverified && "unverified"].filter(Boolean);
  return why.length > 0 ? `${status} (${why.join(", ")})` : status;
}

export function executionTable(rows: ExecutionRow[], now: number): string {
  return table(
    ["ID", "SERVICE", "STATUS", "ATTEMPT", "PROGRESS", "RAN", "CREATED"],
    rows.map((row) => [
      row.id,
      row.serviceName,
      statusOf(row),
      `${row.attempt}/${row.maxAttempts}`,
      row.progress === null ? null : `${Math.floor(row.progress)} %`,
      duration(row.startedAt, row.endedAt, now),
      row.createdAt,
    ]),
  );
}

export function executionFacts(execution: Execution, now: number): string {
  const facts: [string, string | null][] = [
    ["Execution", execution.id],
    ["Service", `${execution.serviceName}, function ${execution.functionName}`],
    ["Status", statusOf(execution)],
    ["Waits", waitWords(execution)],
    ["Attempt", `${execution.attempt} of ${execution.maxAttempts}`],
    ["Created", `${execution.createdAt} by ${execution.createdBy}`],
    ["Started", execution.startedAt],
    ["Ended", execution.endedAt],
    ["Ran", duration(execution.startedAt, execution.endedAt, now)],
    ["Deadline", isTerminal(execution.status) ? null : execution.deadlineAt],
    ["Stop", stopWords(execution)],
    ["Progress", progressWords(execution)],
    ["Rerun of", execution.rerunOf],
    ["Parent", execution.parentId],
    ["Children", childWords(execution)],
    ["Labels", labelWords(execution.labels)],
    ["Input", JSON.stringify(execution.input)],
    ["Output", execution.output === null ? null : JSON.stringify(execution.output)],
    ["Error", execution.error && `${execution.error.type}: ${execution.error.message}`],
    ["Message", execution.message],
    ...execution.lateResults.map(lateFact),
  ];
  const given = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  return given.map(([name, value]) => `${name.padEnd(10)}${value}`).join("\n");
}

function lateFact({ attempt, at, output, error }: Execution["lateResults"][number]): [string, string] {
  const what = error ? `${error.type}: ${error.message}` : JSON.stringify(output);
  return ["Late", `attempt ${attempt} gave ${what} at ${at}; it changed nothing`];
}

/** Null when there are none. */
export function labelWords(labels: Record<string, string>): string | null {
  const words = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return words.length > 0 ? words.sort().join(" ") : null;
}

/** One a line, under each other. */
function childWords({ children }: Execution): string | null {
  const lines = children.map(({ id, serviceName, status, stopping }) => {
    return `${id} ${serviceName} ${stopping ? "stopping" : status}`;
  });
  return lines.length > 0 ? lines.join(`\n${"".padEnd(10)}`) : null;
}

function waitWords({ wait }: Execution): string | null {
  if (!wait) return null;
  // What waits for its next try stands in no queue until then.
  if (wait.cause === "retry") return wait.words;
  const ahead = `${wait.ahead}${wait.moreAhead ? "+" : ""}`;
  return `${wait.words} ${wait.ahead === 0 ? "It is the next" : `Before it: ${ahead}`}`;
}

function stopWords({ stop }: ExecutionRow): string | null {
  if (!stop) return null;
  const note = stop.note ? `: "${stop.note}"` : "";
  return `asked by ${stop.requestedBy} at ${stop.requestedAt} (${stop.reason})${note}, now ${stop.rung}`;
}

function progressWords({ progress, progressMessage }: ExecutionRow): string | null {
  if (progress === null) return progressMessage;
  return [`${progress.toFixed(1)} %`, progressMessage].filter(Boolean).join(", ");
}
