/** What the driver and the server say while the database is away: it comes back, or somebody is told elsewhere. */
const AWAY = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  // It shuts down, it crashed, it starts.
  "57P01",
  "57P02",
  "57P03",
]);

/** True of an error that says that nothing is wrong but that the database can't be reached now. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && AWAY.has(code)) return true;
  }
  return false;
}
