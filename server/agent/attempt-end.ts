import type { StopSignal } from "../domain/stop.ts";
import type { AgentEvent, AttemptRef } from "../protocol/runner-agent.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import type { LogLines } from "./log-lines.ts";
import type { Ending, WorkerExit, WorkerReport } from "./outcome.ts";
import type { Worker } from "./workers/worker.ts";
import { isOverWithin } from "./workers/worker-output.ts";

/** Output that is held open by nobody we know is given up. */
const OUTPUT_END_MS = 2_000;

type EndedEvent = Extract<AgentEvent, { type: "ended" }>;

/** Its worker could not be started: that is the replica's fault, and spends no attempt. */
const NOT_BEGUN: Ending = { outcome: { type: "refused" } };

export interface EndedRun {
  ref: AttemptRef;
  worker: Worker;
  logs: LogLines;
  exit: WorkerExit;
  /** What is known of the end: asked for when all output is read, since its last message may come late. */
  facts(): {
    report: WorkerReport | null;
    /** The strongest signal that somebody was there to take. */
    signalled: StopSignal | null;
    stopped: boolean;
    seen: boolean;
  };
}

/** What is to be said of an attempt whose worker has exited, once nothing of it is left. */
export async function proveEnd(run: EndedRun, tools: AttemptTools): Promise<EndedEvent> {
  const { ref, worker, logs, exit } = run;
  const groupKilled = run.facts().signalled === "SIGKILL";
  const strays = exit.goesOn ? 0 : await tools.sweeper.sweep(worker.mark, groupKilled);
  const whole = await isOverWithin(OUTPUT_END_MS, worker.outputEnded, tools.clock);
  if (!whole) logs.note("Output was held open after the end of all processes; the rest was not read.");
  logs.end();
  const { report, signalled, stopped, seen } = run.facts();
  const neverBegan = !worker.begun && !stopped;
  const { outcome, output, error } = neverBegan
    ? NOT_BEGUN
    : worker.ending({
        report,
        exit,
        sent: signalled,
        seen: seen || (stopped && !worker.begun),
        outOfMemory: tools.memory.hasKilled(exit),
      });
  worker.release();
  return {
    type: "ended",
    ...ref,
    outcome,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    exitCode: exit.code,
    exitSignal: exit.signal,
    ...(exit.goesOn ? { workerGoesOn: true } : {}),
    strays,
  };
}
