import type { AttemptRef } from "#server/protocol/runner-agent.ts";

/** What lives of any execution, whoever started it. Two at a time are a broken promise. */
export class LifeBook {
  /** Promises that were broken. What code in an agent throws may be caught there. */
  readonly faults: string[] = [];
  readonly #living = new Map<string, Set<AttemptRef>>();

  begin(ref: AttemptRef): void {
    const others = this.#living.get(ref.executionId) ?? new Set();
    for (const { attempt } of others)
      this.faults.push(`${ref.executionId} runs twice at a time: attempts ${attempt} and ${ref.attempt}`);
    this.#living.set(ref.executionId, others.add(ref));
  }

  end(ref: AttemptRef): void {
    this.#living.get(ref.executionId)?.delete(ref);
  }

  lives({ executionId, attempt }: AttemptRef): boolean {
    return [...(this.#living.get(executionId) ?? [])].some((ref) => ref.attempt === attempt);
  }

  get count(): number {
    return [...this.#living.values()].reduce((sum, refs) => sum + refs.size, 0);
  }
}
