/** Attempts that have ended, until the runner has it in writing: an assignment that comes twice must not run twice. */
export class EndedAttempts {
  /** By key, the number of the event that says so; in the order of these numbers. */
  readonly #seqs = new Map<string, number>();

  add(key: string, seq: number): void {
    this.#seqs.set(key, seq);
  }

  has(key: string): boolean {
    return this.#seqs.has(key);
  }

  /** All events up to `ackedSeq` are committed. */
  forget(ackedSeq: number): void {
    for (const [key, seq] of this.#seqs) {
      if (seq > ackedSeq) break;
      this.#seqs.delete(key);
    }
  }
}
