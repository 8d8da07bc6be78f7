const MOMENT = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** `3 Nov 2026, 10:42:07 CET`. In the reader's zone: only for what the browser renders. */
export function formatAbsolute(at: Date): string {
  return MOMENT.format(at);
}

/** `10:42`, in the reader's zone. */
export function formatClock(at: Date): string {
  return CLOCK.format(at);
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** `3 Nov`, in the reader's zone. */
export function formatDay(at: Date): string {
  return DAY.format(at);
}
