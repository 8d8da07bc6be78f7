import type { RunnerRows } from "#server/runner/runner-rows.ts";
import type { SyncRows } from "./memory-rows.ts";

export type DatabaseFate = "commit" | "answer" | "fail" | "commit and fail";

interface Call {
  /** Null once it is committed. */
  run: (() => unknown) | null;
  answer: unknown;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The way from one runner to the rows: calls are committed and answered when they are told to, in any order. */
export class DatabaseLine {
  readonly rows: RunnerRows;
  isAway = false;
  /** Of a process that is dead: what was asked may still be done, and nobody hears of it. */
  isDead = false;
  readonly #calls: Call[] = [];

  constructor(rows: SyncRows) {
    const verbs = rows as unknown as Record<string, (...rest: unknown[]) => unknown>;
    this.rows = new Proxy(rows as unknown as RunnerRows, {
      get:
        (_, name: string) =>
        (...rest: unknown[]) =>
          this.#ask(() => verbs[name]?.(...rest)),
    });
  }

  get waiting(): number {
    return this.#calls.length;
  }

  /** False when nothing waits. */
  step(index: number, fate: DatabaseFate): boolean {
    const call = this.#calls[index % Math.max(1, this.#calls.length)];
    if (!call) return false;
    const done = this.isAway ? "fail" : fate;
    if (done !== "fail" && call.run) {
      call.answer = call.run();
      call.run = null;
    }
    if (done === "commit") return true;
    this.#calls.splice(this.#calls.indexOf(call), 1);
    if (this.isDead) return true;
    if (done === "answer") call.resolve(call.answer);
    else call.reject(Object.assign(new Error("the database is away"), { code: "CONNECTION_CLOSED" }));
    return true;
  }

  /** The process dies: of what it asked, the first calls are done and the rest is not. */
  die(committed: number): void {
    this.isDead = true;
    for (const call of this.#calls.splice(0).slice(0, committed)) if (!this.isAway) call.run?.();
  }

  #ask(run: () => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => this.#calls.push({ run, answer: undefined, resolve, reject }));
  }
}
