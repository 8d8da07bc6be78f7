import type { Policy } from "../domain/policy.ts";
import type { WorkerMark } from "../process/survivors.ts";
import type { OrderedAttempt } from "./attempt-orders.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import { CheckpointGaps } from "./checkpoint-gaps.ts";
import type { BoundedRun } from "./memory-watch.ts";
import { StallWatch } from "./stall-watch.ts";
import type { WorkerMessage } from "./workers/worker.ts";

/** The attempt that is bounded. */
export interface LimitedAttempt extends Pick<OrderedAttempt, "ref" | "stop" | "stopping" | "isOver"> {
  readonly mark: WorkerMark;
}

/** What an attempt may do beside taking its time: hold memory, and be silent. */
export class AttemptLimits implements BoundedRun {
  readonly #attempt: LimitedAttempt;
  readonly #policy: Policy;
  readonly #tools: AttemptTools;
  readonly #stall: StallWatch;
  readonly #gaps: CheckpointGaps;
  #toldStalled = false;

  constructor(attempt: LimitedAttempt, policy: Policy, tools: AttemptTools) {
    this.#attempt = attempt;
    this.#policy = policy;
    this.#tools = tools;
    this.#gaps = new CheckpointGaps(tools.clock);
    // Attempts that began under an older Curfew have no such fields.
    this.#stall = new StallWatch(tools.clock, policy.stallTimeout ?? null, {
      onStalled: (seconds) => this.#onStalled(seconds),
      onMoving: () => this.#onMoving(),
    });
  }

  get mark(): WorkerMark {
    return this.#attempt.mark;
  }

  get memoryLimit(): number | null {
    const { stopping, isOver } = this.#attempt;
    const isMet = stopping !== null && (stopping.isHastened || stopping.reason === "out-of-memory");
    return isMet || isOver ? null : (this.#policy.memoryLimit ?? null);
  }

  /** Nothing for programs that have no checkpoints, and for what never began. */
  get checkpointGap(): { longestCheckpointGapMs?: number } {
    const { longestMs } = this.#gaps;
    return longestMs === null || !this.#tools.supply.hasCheckpoints
      ? {}
      : { longestCheckpointGapMs: longestMs };
  }

  onOverLimit(mebibytes: number): void {
    const note = `It held ${mebibytes} MiB, and its limit is ${this.#policy.memoryLimit} MiB`;
    this.#attempt.stop({ reason: "out-of-memory", note });
  }

  /** It said something by the protocol. */
  onMessage(message: WorkerMessage): void {
    this.#gaps.hear(message);
    this.#stall.sign();
  }

  /** It printed: all that a command can do to show that it works. */
  onOutput(): void {
    if (!this.#tools.supply.hasCheckpoints) this.#stall.sign();
  }

  /** While it is not read, its silence says nothing. */
  setPaused(paused: boolean): void {
    this.#stall.setDeaf(paused);
  }

  /** It is over. */
  cancel(): void {
    this.#gaps.end();
    this.#stall.cancel();
  }

  #onStalled(seconds: number): void {
    const { ref, stopping } = this.#attempt;
    if (stopping) return;
    this.#toldStalled = true;
    this.#tools.record({ type: "stalled", ...ref, seconds });
    if (this.#policy.onStall !== "stop") return;
    const sign = this.#tools.supply.hasCheckpoints ? "checkpoint, progress or save" : "output";
    this.#attempt.stop({ reason: "stalled", note: `No ${sign} for ${seconds} s` });
  }

  #onMoving(): void {
    if (this.#toldStalled) this.#tools.record({ type: "moving_again", ...this.#attempt.ref });
    this.#toldStalled = false;
  }
}
