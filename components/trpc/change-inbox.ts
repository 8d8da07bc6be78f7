/**
 * Gathers topics of what changed and has them read again, one round at a time: while a round runs, or something
 * holds the inbox, topics wait. None is lost, and a slow server is never asked faster than it answers.
 */
export class ChangeInbox {
  readonly #readAgain: (topics: ReadonlySet<string>) => Promise<unknown>;
  #waiting = new Set<string>();
  #holds = 0;
  #busy = false;

  constructor(readAgain: (topics: ReadonlySet<string>) => Promise<unknown>) {
    this.#readAgain = readAgain;
  }

  add(topics: readonly string[]): void {
    for (const topic of topics) this.#waiting.add(topic);
    void this.#work();
  }

  /** Topics wait until the returned function is called; once is enough, more does nothing. */
  hold(): () => void {
    let held = true;
    this.#holds += 1;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      void this.#work();
    };
  }

  get isHeld(): boolean {
    return this.#holds > 0;
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.size > 0 && this.#holds === 0) {
      const topics = this.#waiting;
      this.#waiting = new Set();
      // A read that fails shows itself where it is used.
      await this.#readAgain(topics).catch(() => {});
    }
    this.#busy = false;
  }
}
