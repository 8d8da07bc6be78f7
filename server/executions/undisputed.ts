const DIVISION_BY_ZERO = "22012";
const DEADLOCK = "40P01";
/** Each try is a reading and a writing: losing this often means that something else is wrong. */
const MOST_TRIES = 50;

/** True of the error by which a write says that a row was changed since it was read. */
export function isDisputed(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === DIVISION_BY_ZERO || code === DEADLOCK;
}

/** True of errors that come again with the same values: wrong data, broken rules, limits. */
export function isRefused(error: unknown): boolean {
  // JSON.stringify of what is nested too deeply.
  if (error instanceof RangeError) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^(22|23|54)/.test(code) && !isDisputed(error);
}

/** Reads, decides and writes, again for as long as somebody else was faster. */
export async function untilUndisputed<T>(readDecideWrite: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await readDecideWrite();
    } catch (error) {
      if (!isDisputed(error) || tries === MOST_TRIES) throw error;
    }
  }
}
