import type { Context } from "#server/context.ts";
import { giveUp, type Reaped, Reaper, signsOfLife } from "./reap-lost.ts";

/** Reaps what is lost while no runner is there to do it. */
export class StandInReaper {
  readonly #reaper: Reaper;

  constructor(ctx: Context) {
    const rows = { signsOfLife: () => signsOfLife(ctx), giveUp: giveUp.bind(null, ctx) };
    this.#reaper = new Reaper(rows, ctx.clock);
  }

  /** Call it every few seconds. Null when a runner does the work or it is too early to tell. */
  tick(): Promise<Reaped | null> {
    return this.#reaper.tick((silent, all) =>
      all.every((sign) => sign.kind === "replica" || silent.includes(sign)),
    );
  }
}
