import { BULK_PARTS } from "../bulk.ts";
import { labelKeyFault } from "../labels.ts";
import {
  type ExecutionQuery,
  FIELDS,
  type Field,
  LABEL_PREFIX,
  MOST_SECONDS,
  NO_QUERY,
  readBulkTerm,
  SORTS,
  type Sort,
  UNIT_SECONDS,
} from "./execution-query.ts";
import { partsOf, type Token, tokensOf, unquote } from "./tokens.ts";
import { readMoment, UTC, type Zone } from "./zone.ts";

/** Which word can't be read, and what is allowed there. */
export interface QueryFault {
  message: string;
  /** Where the word stands. */
  start: number;
  end: number;
}

export type ParsedQuery = { query: ExecutionQuery } | { fault: QueryFault };

const LONGEST = 2_000;
const MOST_VALUES = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads what was typed: `service:train status:in-progress older:1h label.team=vision "out of memory"`. A time without a
 * zone is one of `zone`.
 */
export function parseQuery(text: string, zone: Zone = UTC): ParsedQuery {
  if (text.length > LONGEST) {
    const message = `a filter is at most ${LONGEST} characters`;
    return { fault: { message, start: LONGEST, end: text.length } };
  }
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) {
    const { fault: message, start, end } = tokens;
    return { fault: { message, start, end } };
  }
  const query: ExecutionQuery = structuredClone(NO_QUERY);
  const given = new Set<string>();
  for (const token of tokens) {
    const message = readWord(query, given, token, zone);
    if (message !== null) return { fault: { message, start: token.start, end: token.end } };
  }
  const message = sortFault(query);
  return message === null ? { query } : { fault: { message, start: 0, end: text.length } };
}

/** Null when it was read. */
function readWord(query: ExecutionQuery, given: Set<string>, { raw }: Token, zone: Zone): string | null {
  if (!raw.startsWith('"')) {
    const label = readLabel(query, raw);
    if (label !== undefined) return label;
    const colon = raw.indexOf(":");
    const quote = raw.indexOf('"');
    if (colon >= 0 && (quote < 0 || colon < quote)) {
      return readField(query, given, raw.slice(0, colon), raw.slice(colon + 1), zone);
    }
  }
  const text = unquote(raw).trim();
  if (text === "") return 'nothing stands between the ""';
  if (!query.texts.includes(text)) query.texts.push(text);
  return null;
}

function readField(
  query: ExecutionQuery,
  given: Set<string>,
  name: string,
  raw: string,
  zone: Zone,
): string | null {
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (!field) {
    const names = [...Object.keys(FIELDS), `${LABEL_PREFIX}<key>=`].join(", ");
    return `there is no filter ${name}: there are ${names}. To find it as text, put it in quotes: "${name}:${raw.replaceAll('"', "")}"`;
  }
  if (field.kind === "list") return readList(query, field, name, partsOf(raw));
  if (given.has(name)) return `${name} stands twice: once is allowed`;
  given.add(name);
  return readSingle(query, field, name, unquote(raw), zone);
}

function readList(
  query: ExecutionQuery,
  { field, allowed }: Extract<Field, { kind: "list" }>,
  name: string,
  parts: string[],
): string | null {
  const values = parts.flatMap((part) => (name === "status" && part === "live" ? LIVE : [part.trim()]));
  for (const value of values) {
    if (value === "") return `${name}: needs a value, such as ${name}:${allowed?.[0] ?? "…"}`;
    if (allowed && !allowed.includes(value))
      return `${name} is one of ${allowed.join(", ")}${name === "status" ? ", live" : ""}, not ${value}`;
    const isId = field === "ids" || field === "parents";
    if (isId && !UUID.test(value)) {
      const part = field === "ids" ? ': type a part of one without "id:"' : "";
      return `${name} is a whole id, not ${value}${part}`;
    }
    if (field === "bulks" && !readBulkTerm(value.toLowerCase())) {
      return `${name} is the whole id of a bulk, or one with a part such as <id>/failed: ${BULK_PARTS.join(", ")}; not ${value}`;
    }
    const list = query[field] as string[];
    const meant = isId || field === "bulks" ? value.toLowerCase() : value;
    if (!list.includes(meant)) list.push(meant);
    if (list.length > MOST_VALUES) return `${name} takes at most ${MOST_VALUES} values`;
  }
  return null;
}

/** What has not ended. */
const LIVE = ["created", "in-progress"];

function readSingle(
  query: ExecutionQuery,
  field: Exclude<Field, { kind: "list" }>,
  name: string,
  value: string,
  zone: Zone,
): string | null {
  if (field.kind === "sort") {
    if (!SORTS.includes(value as Sort))
      return `sort is one of ${SORTS.join(", ")}, not ${value || "nothing"}`;
    query.sort = value as Sort;
    return null;
  }
  const read = field.kind === "duration" ? readDuration(name, value) : readTime(name, value, zone);
  if (typeof read === "string") return read;
  query[field.field] = read;
  return null;
}

/** In seconds. */
function readDuration(name: string, value: string): number | string {
  const [, count, unit] = value.match(/^(\d{1,9})([smhdw])$/) ?? [];
  const seconds = Number(count) * UNIT_SECONDS[(unit ?? "s") as keyof typeof UNIT_SECONDS];
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  return `${name} is a time such as 90s, 15m, 1h, 7d or 2w, at most 3650d, not ${value || "nothing"}`;
}

/** In milliseconds. */
function readTime(name: string, value: string, zone: Zone): number | string {
  const at = TIME.test(value) ? readMoment(value, zone) : Number.NaN;
  // Nothing ran before 1970 or will after 9999, and ids could not say so.
  if (at >= 0 && at < Date.UTC(10_000, 0)) return at;
  return `${name} is a time such as 2026-11-23, 2026-11-23T10:00Z or 2026-11-23T10:00+01:00, not ${value || "nothing"}`;
}

/** Undefined when it is no label; null when it was read. */
function readLabel(query: ExecutionQuery, raw: string): string | null | undefined {
  if (!raw.startsWith(LABEL_PREFIX)) return undefined;
  const equals = raw.indexOf("=");
  const key = raw.slice(LABEL_PREFIX.length, equals < 0 ? undefined : equals);
  const fault = labelKeyFault(key);
  if (fault) return `${fault}; it is typed as label.team=vision`;
  const values = equals < 0 ? null : [...new Set(partsOf(raw.slice(equals + 1)))];
  if (values?.includes("")) return `label.${key}= needs a value; label.${key} alone finds any`;
  if (query.labels.some((label) => label.key === key)) {
    return `label.${key} stands twice: several values are typed as label.${key}=a,b`;
  }
  query.labels.push({ key, values });
  return null;
}

/** Only what runs has a running time and a deadline. */
function sortFault({ sort, statuses }: ExecutionQuery): string | null {
  if (sort === "newest" || sort === "oldest") return null;
  const running = statuses.length > 0 && statuses.every((one) => one === "in-progress" || one === "stopping");
  return running ? null : `sort:${sort} orders what runs: add status:in-progress`;
}
