import type { RunnerLoss } from "../client/runners.ts";
import type { Runner } from "../client/types.ts";
import { table } from "./table.ts";
import { duration } from "./terminal.ts";

const DISK_CAUSES: Record<string, string> = {
  ENOSPC: "disk full",
  EDQUOT: "disk quota used up",
  EROFS: "disk is read-only",
};

/** A line for each runner, and one below for each replica whose disk refuses writes. */
export function runnerWords(runners: Runner[], now: number): string {
  const rows = table(
    ["ID", "HOST", "STATE", "HEARTBEAT", "REPLICAS", "RUNNING"],
    runners.map((runner) => [
      runner.id,
      runner.host,
      stateWords(runner),
      `${duration(runner.heartbeatAt, null, now)} ago`,
      runner.replicas.length,
      runner.replicas.reduce((sum, replica) => sum + replica.executions.length, 0),
    ]),
  );
  return [rows, ...runners.flatMap((runner) => diskFaults(runner, now))].join("\n");
}

function stateWords({ state, lost, drainingAt }: Runner): string {
  const shown = lost ? "lost" : state;
  return drainingAt ? `${shown}, drains` : shown;
}

/** What would happen if a runner's host went away now. */
export function lossWords(loss: RunnerLoss): string {
  const {
    rerun,
    failed,
    terminating,
    lostMs,
    servicesLeftAlone,
    isOnly,
    runnersOnHost,
    running,
    drainWaitMs,
  } = loss;
  const terminated = terminating > 0 ? `, ${terminating} being terminated would end` : "";
  const lines = [
    `${rerun} would be run again, ${failed} would fail${terminated}; up to ${spanWords(lostMs)} of work lost`,
  ];
  if (runnersOnHost > 1)
    lines.push(`the host has ${runnersOnHost} runners: the work of all of them is counted`);
  if (servicesLeftAlone.length > 0)
    lines.push(`no other host has a replica: ${servicesLeftAlone.join(", ")}`);
  if (isOnly) lines.push("no other host has a runner that takes work");
  if (drainWaitMs !== null)
    lines.push(
      running === 0
        ? "a drain of this runner would wait for nobody"
        : `a drain of this runner would take ${spanWords(drainWaitMs)} at most, for ${running} running`,
    );
  return lines.join("\n");
}

function spanWords(ms: number): string | null {
  return duration(new Date(0).toISOString(), null, ms);
}

function diskFaults({ host, replicas }: Runner, now: number): string[] {
  return replicas.flatMap(({ id, serviceName, diskFault }) => {
    if (!diskFault) return [];
    const cause = DISK_CAUSES[diskFault.code] ?? `disk refuses writes (${diskFault.code})`;
    const held = `${(diskFault.heldBytes / 1_048_576).toFixed(1)} MiB`;
    const since = duration(diskFault.since, null, now);
    return [`${host}, ${serviceName} ${id}: ${cause} for ${since}: what it says is kept in memory, ${held}`];
  });
}
