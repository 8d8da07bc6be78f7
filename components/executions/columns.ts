import type { Sort } from "#server/domain/query/execution-query.ts";

/** What the list can show of an execution. */
export const COLUMN_KEYS = [
  "state",
  "id",
  "service",
  "function",
  "progress",
  "running",
  "deadline",
  "runner",
  "labels",
  "created",
  "creator",
  "attempt",
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export interface ColumnLook {
  heading: string;
  /** In pixels, as it begins. */
  width: number;
  least: number;
  end?: true;
  /** Left out by default where the list is narrower than this; the class hides it there. */
  roomy?: "medium" | "wide";
  /** The orders of the list by this column, each the next after a click; none when the list has none by it. */
  sorts?: readonly [ColumnSort, ...ColumnSort[]];
}

export interface ColumnSort {
  sort: Sort;
  direction: "ascending" | "descending";
}

const LONGEST = [{ sort: "longest", direction: "descending" }] as const;
const NEAREST = [{ sort: "deadline", direction: "ascending" }] as const;
const AGE = [
  { sort: "newest", direction: "descending" },
  { sort: "oldest", direction: "ascending" },
] as const;

export const COLUMNS: Record<ColumnKey, ColumnLook> = {
  state: { heading: "State", width: 196, least: 120 },
  id: { heading: "Execution", width: 100, least: 92 },
  service: { heading: "Service", width: 100, least: 56 },
  function: { heading: "Function", width: 72, least: 48, roomy: "medium" },
  progress: { heading: "Progress", width: 200, least: 90 },
  running: { heading: "Running", width: 80, least: 64, end: true, sorts: LONGEST },
  deadline: { heading: "Deadline", width: 140, least: 88, sorts: NEAREST },
  runner: { heading: "Runner", width: 80, least: 56, roomy: "wide" },
  labels: { heading: "Labels", width: 160, least: 64 },
  created: { heading: "Created", width: 110, least: 80, sorts: AGE },
  creator: { heading: "Started by", width: 150, least: 64 },
  attempt: { heading: "Attempt", width: 64, least: 56, end: true },
};

/** Which columns, in which order, and how wide. */
export interface ColumnChoice {
  shown: ColumnKey[];
  /** Pixels of those that were resized. */
  widths: Partial<Record<ColumnKey, number>>;
}

export const DEFAULT_COLUMNS: ColumnChoice = {
  shown: ["state", "id", "service", "function", "progress", "running", "deadline", "runner"],
  widths: {},
};
const WIDEST = 800;

export function isDefault({ shown, widths }: ColumnChoice): boolean {
  const same = shown.length === DEFAULT_COLUMNS.shown.length;
  return (
    same && shown.every((key, at) => key === DEFAULT_COLUMNS.shown[at]) && Object.keys(widths).length === 0
  );
}

/** `state.id.service~240.labels`: short enough for a cookie. */
export function printColumns({ shown, widths }: ColumnChoice): string {
  return shown.map((key) => (widths[key] === undefined ? key : `${key}~${widths[key]}`)).join(".");
}

/** What is unknown or said twice is left out; the default when nothing is left. The state and the id are always there. */
export function parseColumns(text: string | null | undefined): ColumnChoice {
  const choice: ColumnChoice = { shown: [], widths: {} };
  for (const part of text?.split(".") ?? []) {
    const [name, width] = part.split("~");
    const key = COLUMN_KEYS.find((one) => one === name);
    if (!key || choice.shown.includes(key)) continue;
    choice.shown.push(key);
    if (width && /^\d{1,4}$/.test(width)) choice.widths[key] = boundedWidth(key, Number(width));
  }
  if (choice.shown.length === 0) return DEFAULT_COLUMNS;
  const missing = ALWAYS.filter((key) => !choice.shown.includes(key));
  return { ...choice, shown: [...missing, ...choice.shown] };
}

/** What tells one execution from another. */
export const ALWAYS: readonly ColumnKey[] = ["state", "id"];

export function boundedWidth(key: ColumnKey, width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(COLUMNS[key].least, width)));
}

export function widthOf({ widths }: ColumnChoice, key: ColumnKey): number {
  return widths[key] ?? COLUMNS[key].width;
}

/** Wider by so many pixels, or narrower. */
export function resized(choice: ColumnChoice, key: ColumnKey, by: number): ColumnChoice {
  return withWidth(choice, key, widthOf(choice, key) + by);
}

export function withWidth(choice: ColumnChoice, key: ColumnKey, width: number): ColumnChoice {
  return { ...choice, widths: { ...choice.widths, [key]: boundedWidth(key, width) } };
}

/** One place to the left or to the right. */
export function moved(choice: ColumnChoice, key: ColumnKey, by: -1 | 1): ColumnChoice {
  const at = choice.shown.indexOf(key);
  const other = choice.shown[at + by];
  if (at < 0 || !other) return choice;
  const shown = [...choice.shown];
  shown[at] = other;
  shown[at + by] = key;
  return { ...choice, shown };
}

/** `key` in front of `before`. */
export function movedBefore(choice: ColumnChoice, key: ColumnKey, before: ColumnKey): ColumnChoice {
  if (key === before) return choice;
  const rest = choice.shown.filter((one) => one !== key);
  return { ...choice, shown: rest.flatMap((one) => (one === before ? [key, one] : [one])) };
}

/** Shown or not; what comes back stands at the end. */
export function toggledColumn(choice: ColumnChoice, key: ColumnKey): ColumnChoice {
  if (ALWAYS.includes(key)) return choice;
  const shown = choice.shown.includes(key)
    ? choice.shown.filter((one) => one !== key)
    : [...choice.shown, key];
  return { ...choice, shown };
}

/** CSS tracks for lists of three widths: what nobody chose gives way first. */
export function tracksOf(choice: ColumnChoice): { narrow: string; medium: string; wide: string } {
  const own = !isDefault(choice);
  const tracks = (leftOut: readonly (string | undefined)[], share = 0.75) =>
    [
      "1.25rem",
      ...choice.shown
        .filter((key) => own || !leftOut.includes(COLUMNS[key].roomy))
        .map((key) => track(key, choice, share)),
      "5.25rem",
    ].join(" ");
  return { narrow: tracks(["medium", "wide"], own ? 0.75 : 0), medium: tracks(["wide"]), wide: tracks([]) };
}

/** One that was resized has its width; the others share what is left, `share` of their own width at least. */
function track(key: ColumnKey, choice: ColumnChoice, share: number): string {
  const { width, least } = COLUMNS[key];
  const own = choice.widths[key];
  return own === undefined
    ? `minmax(${Math.max(least, Math.round(width * share))}px, ${width}fr)`
    : `${own}px`;
}
