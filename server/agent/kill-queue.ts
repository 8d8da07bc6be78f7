/** Carries out the signals of one ladder in their order, each kill once it was looked at what it will end. */
export class KillQueue {
  #last: Promise<void> | null = null;

  /** `look` must not throw; null: there is nothing to look at, and `act` is called at once unless another is under way. */
  add(look: (() => Promise<void>) | null, act: () => void): void {
    if (!look && !this.#last) {
      act();
      return;
    }
    const step: Promise<void> = (this.#last ?? Promise.resolve())
      .then(() => look?.())
      .then(act)
      .finally(() => {
        if (this.#last === step) this.#last = null;
      });
    this.#last = step;
  }
}
