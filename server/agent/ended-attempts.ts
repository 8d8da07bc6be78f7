import { type Assignment, keyOf } from "../protocol/runner-agent.ts";

/** Attempts that have ended, until the runner has it in writing: an assignment that comes twice must not run twice. */
export class EndedAttempts {
  /** By key, the number of the event that says so; in the order of these numbers. */
  readonly #seqs = new Map<string, number>();
  /** Deadlines of those that never began, by key. */
  readonly #refused = new Map<string, string>();

  add(key: string, seq: number, refusedDeadline: string | null): void {
    this.#seqs.delete(key);
    this.#seqs.set(key, seq);
    if (refusedDeadline !== null) this.#refused.set(key, refusedDeadline);
  }

  /** It was refused, and claimed anew before the runner's word came that this is in writing: no second copy of the first. */
  isNewClaim(assignment: Assignment): boolean {
    const refused = this.#refused.get(keyOf(assignment));
    return refused !== undefined && refused !== assignment.deadlineAt;
  }

  has(key: string): boolean {
    return this.#seqs.has(key);
  }

  /** All events up to `ackedSeq` are committed. */
  forget(ackedSeq: number): void {
    for (const [key, seq] of this.#seqs) {
      if (seq > ackedSeq) break;
      this.#seqs.delete(key);
      this.#refused.delete(key);
    }
  }
}
