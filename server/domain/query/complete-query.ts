import { BULK_PARTS } from "../bulk.ts";
import { END_REASONS } from "../status.ts";
import {
  FIELD_MEANINGS,
  FIELDS,
  LABEL_PREFIX,
  MARK_MEANINGS,
  MARKS,
  SORT_WORDS,
  SORTS,
  STATUS_FILTERS,
} from "./execution-query.ts";
import { quote } from "./tokens.ts";

/** Values that there are, for the fields whose values are open. */
export interface KnownValues {
  service: readonly string[];
  function: readonly string[];
  runner: readonly string[];
  by: readonly string[];
  labelKeys: readonly string[];
  /** Of the label that is being typed. */
  labelValues: readonly string[];
}

export interface Suggestion {
  /** The whole text after it is chosen. */
  text: string;
  /** What is added. */
  label: string;
  hint: string;
  /** False when more is to be typed: a field without its value. */
  whole: boolean;
}

const MOST = 12;

/** What the word at the end of `text` may become. */
export function completeQuery(text: string, known: KnownValues): Suggestion[] {
  const start = lastWord(text);
  const word = text.slice(start);
  const before = text.slice(0, start);
  if (word === "" && text !== "") return [];
  return suggestions(word, known)
    .filter(({ label }) => label !== word && label.toLowerCase().startsWith(word.toLowerCase()))
    .slice(0, MOST)
    .map((one) => ({ ...one, text: before + one.label }));
}

/** The key of the label whose value is being typed; null when another word is. */
export function labelInProgress(text: string): string | null {
  const word = text.slice(lastWord(text));
  const equals = word.indexOf("=");
  return word.startsWith(LABEL_PREFIX) && equals > 0 ? word.slice(LABEL_PREFIX.length, equals) : null;
}

type Option = Omit<Suggestion, "text">;

function suggestions(word: string, known: KnownValues): Option[] {
  const label = labelInProgress(word);
  if (label !== null) {
    const prefix = `${LABEL_PREFIX}${label}=`;
    return values(word, prefix, known.labelValues, () => `labelled ${label}`);
  }
  const colon = word.indexOf(":");
  const name = colon < 0 ? "" : word.slice(0, colon);
  if (Object.hasOwn(FIELDS, name)) return valuesOf(word, name, known);
  return [
    ...Object.keys(FIELDS).map((field) => ({
      label: `${field}:`,
      hint: FIELD_MEANINGS[field] ?? "",
      whole: false,
    })),
    ...known.labelKeys.map((key) => ({
      label: `${LABEL_PREFIX}${key}=`,
      hint: `labelled ${key}`,
      whole: false,
    })),
  ];
}

const DURATIONS = ["15m", "1h", "24h", "7d", "30d"];

function valuesOf(word: string, name: string, known: KnownValues): Option[] {
  const meaning = FIELD_MEANINGS[name] ?? "";
  const [bulk, part] = word.slice(Math.max(word.lastIndexOf(":"), word.lastIndexOf(",")) + 1).split("/");
  const offered: Record<string, readonly string[]> = {
    ...known,
    bulk: part === undefined ? [] : BULK_PARTS.map((one) => `${bulk}/${one}`),
    status: [...STATUS_FILTERS, "live"],
    is: MARKS,
    reason: END_REASONS,
    sort: SORTS,
    older: DURATIONS,
    newer: DURATIONS,
  };
  const hint = (value: string) => {
    if (name === "sort") return SORT_WORDS[value as keyof typeof SORT_WORDS].toLowerCase();
    return name === "is" ? MARK_MEANINGS[value as keyof typeof MARK_MEANINGS] : meaning;
  };
  return values(word, `${name}:`, offered[name] ?? [], hint);
}

/** After a comma, the next of several. */
function values(
  word: string,
  prefix: string,
  list: readonly string[],
  hint: (value: string) => string,
): Option[] {
  const comma = word.lastIndexOf(",");
  const head = comma < prefix.length ? prefix : word.slice(0, comma + 1);
  const given = new Set(head.slice(prefix.length).split(","));
  return list
    .filter((value) => !given.has(value))
    .map((value) => ({ label: head + quote(value), hint: hint(value), whole: true }));
}

/** Where the word at the end begins; one in open quotes has its spaces. */
function lastWord(text: string): number {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (/\s/.test(text[at] as string) && !quoted) start = at + 1;
  }
  return start;
}
