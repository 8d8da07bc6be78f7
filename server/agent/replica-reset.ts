import type { Clock } from "../clock.ts";
import {
  groupKillWaitMs,
  ignoresStop,
  planReset,
  type SharedMember,
  waitedFor,
  waitedForUntil,
} from "../domain/plan-reset.ts";
import type { StopReason, StopSignal } from "../domain/stop.ts";
import type { Log } from "../log.ts";
import type { WorkerMark } from "../process/survivors.ts";
import type { Sweeping } from "../process/sweeper.ts";
import type { AgentEvent, AttemptRef } from "../protocol/runner-agent.ts";

import type { AttemptKills } from "./attempt-kills.ts";
import type { Examining } from "./autopsy/autopsies.ts";
import type { StackReading } from "./autopsy/stack-reading.ts";
import { KillQueue } from "./kill-queue.ts";

/** An attempt that runs beside others in one worker. */
export interface SharedRun {
  readonly ref: AttemptRef;
  /** As it stands now. */
  asMember(): SharedMember;
  stop(request: { reason: StopReason; note: string }): void;
  /** The group that it is in was signalled. */
  noteSignal(signal: StopSignal): void;
  readonly isOver: boolean;
  /** Takes what was found of its worker before a signal. */
  readonly kills: Pick<AttemptKills, "note">;
}

/** The one process group of a replica. */
export interface SharedGroup {
  /** Null while there is none. */
  readonly mark: WorkerMark | null;
  /** What its code does now, or why nobody can say, within that time. */
  readStacks(withinMs: number): Promise<StackReading>;
  /** False when nobody was there to take it. After the first one no other worker is started. */
  signal(signal: StopSignal): boolean;
}

export interface ResetTools {
  clock: Clock;
  log: Log;
  sweeper: Sweeping;
  autopsies: Examining;
  group: SharedGroup;
  record(event: AgentEvent): void;
  /** The replica is to take nothing new. Called once. */
  onDrain(): void;
}

/**
 * Ends what ignores its stop in a shared worker by a reset of the replica: waits for its neighbours, as `planReset`
 * says, then climbs the ladder for the whole group.
 */
export class ReplicaReset {
  readonly #tools: ResetTools;
  readonly #runs = new Set<SharedRun>();
  /** Those of whom it was told that the replica is reset because of them. */
  readonly #told = new Set<SharedRun>();
  /** Once SIGTERM was sent to the group. */
  #termAt: number | null = null;
  #killed = false;
  readonly #kills = new KillQueue();
  #cancelTimer: () => void = () => {};

  constructor(tools: ResetTools) {
    this.#tools = tools;
  }

  join(run: SharedRun): void {
    this.#runs.add(run);
  }

  leave(run: SharedRun): void {
    this.#runs.delete(run);
    this.look();
  }

  /** Call it when the stop of one of them began, or its times were moved. */
  look(): void {
    if (this.#killed) return;
    this.#cancelTimer();
    if (this.#termAt === null) this.#wait();
    else this.#killIn(this.#termAt + this.#killWaitMs() - this.#tools.clock.monotonic());
  }

  #wait(): void {
    const { clock } = this.#tools;
    const now = clock.monotonic();
    const members = [...this.#runs].map((run) => run.asMember());
    const step = planReset(members, now);
    if (step.type !== "serve") this.#tell(now);
    if (step.type === "end") this.#end();
    else if (step.until !== null)
      this.#cancelTimer = clock.after(Math.ceil(step.until - now), () => this.look());
  }

  #tell(now: number): void {
    const members = [...this.#runs].map((run) => ({ run, ...run.asMember() }));
    const at = (monotonic: number) =>
      new Date(this.#tools.clock.now().getTime() + Math.max(0, monotonic - now)).toISOString();
    const waiting = waitedFor(members, now);
    const waitsFor = waiting.map((member) => ({ ...member.run.ref, until: at(waitedForUntil(member)) }));
    for (const member of members) {
      const { run } = member;
      if (!ignoresStop(member, now) || this.#told.has(run)) continue;
      if (this.#told.size === 0) this.#tools.onDrain();
      this.#told.add(run);
      const until = at(Math.max(now, ...waiting.map(waitedForUntil)));
      this.#tools.record({ type: "reset_started", ...run.ref, waitsFor, until });
    }
  }

  #end(): void {
    const { clock } = this.#tools;
    this.#termAt = clock.monotonic();
    const [cause] = this.#told;
    const note = `Its replica was reset: execution ${cause?.ref.executionId} ignored its stop`;
    const cut = [...this.#runs].filter((run) => run.asMember().askedAt === null);
    for (const run of cut) run.stop({ reason: "reset", note });
    this.#signal("SIGTERM");
    this.look();
  }

  /** An operator may move it. */
  #killWaitMs(): number {
    return groupKillWaitMs(
      [...this.#runs].map((run) => ({ ...run.asMember(), ignored: this.#told.has(run) })),
    );
  }

  #killIn(ms: number): void {
    this.#cancelTimer = this.#tools.clock.after(Math.max(0, Math.ceil(ms)), () => {
      this.#killed = true;
      this.#signal("SIGKILL");
    });
  }

  #signal(signal: StopSignal): void {
    const { group, sweeper } = this.#tools;
    if (group.mark) sweeper.remember(group.mark);
    this.#kills.add(group.mark?.leader ? () => this.#look(signal) : null, () => {
      if (!group.signal(signal)) return;
      for (const run of this.#runs) run.noteSignal(signal);
    });
  }

  /** One look at the worker is the autopsy of all that run in it. */
  async #look(signal: StopSignal): Promise<void> {
    const { group, autopsies, log } = this.#tools;
    const { mark } = group;
    if (!mark) return;
    try {
      const atOnce = [...this.#runs].some((run) => run.asMember().mustEndNow);
      const readStacks = (withinMs: number) => group.readStacks(withinMs);
      const findings = await autopsies.examine({ mark, readStacks }, atOnce);
      for (const { isOver, kills } of this.#runs) if (!isOver) kills.note(signal, findings);
    } catch (error) {
      log.error({ error }, "an autopsy failed; the kill follows all the same");
    }
  }
}
