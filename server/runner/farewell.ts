import { within } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { longestLadderMs } from "#server/executions/placed-attempts.ts";
import type { Log } from "#server/log.ts";
import { setRunnerState } from "#server/runners/register-runner.ts";
import { setReplicaStopping } from "#server/runners/replica-rows.ts";
import type { Absentees } from "./absentees.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { RunnerTerm } from "./dispatcher.ts";
import type { ReplicaBook } from "./replica-book.ts";

/** Rows are waited for this long: agents hold the ladders, and end without them. */
const ROWS_WITHIN_MS = 5_000;
/** Beyond the ladders of what runs: for agents to prove that nothing is left, and to end. */
const SETTLE_MS = 10_000;
const LOOK_MS = 50;
/** Between two looks at all processes, or two questions to a database that does not answer. */
const SELDOM_MS = 1_000;

export interface FarewellParts {
  ctx: Context;
  term: RunnerTerm;
  book: ReplicaBook;
  hub: Pick<AgentHub, "send">;
  absentees: Pick<Absentees, "killAll" | "nothingLives">;
  log: Log;
  /** Resolves once nothing is started or claimed any more. */
  settle(): Promise<void>;
}

/** How a runner stops all that its replicas run: agents are told first, so that a database that is away holds up nothing. */
export class Farewell {
  readonly #parts: FarewellParts;

  constructor(parts: FarewellParts) {
    this.#parts = parts;
  }

  /** Resolves once nothing of its replicas lives, and rows say so if they can be written. */
  async say(): Promise<void> {
    const { ctx, term } = this.#parts;
    this.#tellAgents();
    await this.#ifRowsAnswer("that this runner stops", () => this.#writeStopping());
    await this.#waitForAgents();
    await this.#ifRowsAnswer("that this runner has stopped", () => setRunnerState(ctx, term, "stopped"));
  }

  /** One that is not connected hears of it as soon as it is. */
  #tellAgents(): void {
    const { book, hub } = this.#parts;
    for (const held of book.all().filter(({ state }) => state !== "stopping")) {
      held.state = "stopping";
      hub.send(held.id, { type: "shutdown" });
    }
  }

  async #writeStopping(): Promise<void> {
    const { ctx, term, book, settle } = this.#parts;
    await settle();
    await setRunnerState(ctx, term, "stopping");
    for (const { id } of book.all()) await setReplicaStopping(ctx, id);
  }

  async #waitForAgents(): Promise<void> {
    const { ctx, book, absentees, log } = this.#parts;
    const { clock } = ctx;
    const since = clock.monotonic();
    let patientUntil = await this.#patientUntil(since);
    let lookAt = since;
    let goneAt: number | null = null;
    while (book.all().length > 0) {
      // Some may have been on their way when the others were told.
      this.#tellAgents();
      const now = clock.monotonic();
      if (now >= lookAt) {
        lookAt = now + SELDOM_MS;
        goneAt = absentees.nothingLives() ? (goneAt ?? now) : null;
      }
      if (goneAt !== null && now - goneAt > ROWS_WITHIN_MS) {
        log.warn({}, "nothing lives, and rows can't be written: the next start writes down what agents said");
        return;
      }
      if (now >= patientUntil) {
        // An operator may have given one of them more time since.
        patientUntil = await this.#patientUntil(since);
        if (now >= patientUntil) this.#killAll();
      }
      await clock.sleep(LOOK_MS);
    }
  }

  /** Never in the past while the database does not say how long they may take: the ladders end by themselves. */
  async #patientUntil(since: number): Promise<number> {
    const { ctx, term } = this.#parts;
    try {
      const longest = longestLadderMs(ctx, term.id);
      return since + SETTLE_MS + (await within(ctx.clock, ROWS_WITHIN_MS, longest));
    } catch {
      return ctx.clock.monotonic() + SELDOM_MS;
    }
  }

  #killAll(): void {
    const { absentees, log } = this.#parts;
    log.error({}, "agents did not end in time; they and all that they started are killed");
    absentees.killAll();
  }

  async #ifRowsAnswer(what: string, write: () => Promise<void>): Promise<void> {
    const { ctx, log } = this.#parts;
    try {
      await within(ctx.clock, ROWS_WITHIN_MS, write());
    } catch (error) {
      log.warn({ error }, `rows do not say ${what}; agents end their work all the same`);
    }
  }
}
