/** What the driver, the system and the server say while the database is away, starts, stops or has no room for another connection. */
const AWAY = /^(CONNECTION_|CONNECT_|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|08|57P|53)/;

/** True of an error that says that nothing is wrong but that the database can't be reached now. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && AWAY.test(code)) return true;
  }
  return false;
}
