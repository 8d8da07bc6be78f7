/** How many minutes the clocks of a place are ahead of UTC at a moment. */
export type Zone = (at: number) => number;

export const UTC: Zone = () => 0;

const MINUTE_MS = 60_000;
const ZONED = /T.*(?:Z|[+-]\d\d:\d\d)$/;

/** The moment that is meant, in milliseconds: a date is its midnight, and without a zone clocks of `zone` show it. */
export function readMoment(text: string, zone: Zone): number {
  if (ZONED.test(text)) return Date.parse(text);
  const shown = Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00Z`);
  const near = shown - zone(shown) * MINUTE_MS;
  return shown - zone(near) * MINUTE_MS;
}

/** No finer than it must be. The zone stands there where it is UTC, and where clocks show the same time twice. */
export function printMoment(at: number, zone: Zone): string {
  const ahead = zone(at);
  const words = new Date(at + ahead * MINUTE_MS)
    .toISOString()
    .replace(/\.000Z$/, "Z")
    .replace(/:00Z$/, "Z");
  if (zone === UTC) return words;
  const local = words.slice(0, -1);
  return readMoment(local, zone) === at ? local : `${local}${offsetWords(ahead)}`;
}

function offsetWords(ahead: number): string {
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  const two = (count: number) => String(count).padStart(2, "0");
  return `${ahead < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
}
