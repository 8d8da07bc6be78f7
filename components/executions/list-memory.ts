/** The list as it was when somebody left it: what stands above and below each of its executions. */
let remembered: readonly string[] = [];

export function rememberList(ids: readonly string[]): void {
  remembered = ids;
}

export interface Neighbours {
  previous: string | null;
  next: string | null;
}

/** Both null for one that was not in the list. */
export function neighboursOf(id: string): Neighbours {
  const at = remembered.indexOf(id);
  if (at < 0) return { previous: null, next: null };
  return { previous: remembered[at - 1] ?? null, next: remembered[at + 1] ?? null };
}
