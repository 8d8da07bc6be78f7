import { type ExecutionQuery, FIELDS, LABEL_PREFIX, type LabelTerm, NO_QUERY } from "./execution-query.ts";
import { quote } from "./tokens.ts";
import { printMoment, UTC, type Zone } from "./zone.ts";

/** One part of a query, as it is typed. */
export interface QueryTerm {
  /** Tells it from the others: `service`, `label.team`, `text:…`. */
  name: string;
  text: string;
}

/** The parts that are given, in the order of printing, with times as clocks of `zone` show them. */
export function termsOf(query: ExecutionQuery, zone: Zone = UTC): QueryTerm[] {
  return [
    ...Object.keys(FIELDS).flatMap((name) => fieldTerm(query, name, zone)),
    ...query.labels.map(labelTerm),
    ...query.texts.map((text) => ({ name: `text:${text}`, text: printText(text) })),
  ];
}

/** Read again anywhere, it is the same query: times name their zone. Empty when nothing is restricted. */
export function printQuery(query: ExecutionQuery): string {
  return termsOf(query)
    .map(({ text }) => text)
    .join(" ");
}

/** The query without one of its parts. */
export function withoutTerm(query: ExecutionQuery, name: string): ExecutionQuery {
  if (name.startsWith("text:")) {
    return { ...query, texts: query.texts.filter((text) => text !== name.slice("text:".length)) };
  }
  if (name.startsWith(LABEL_PREFIX)) {
    return { ...query, labels: query.labels.filter(({ key }) => key !== name.slice(LABEL_PREFIX.length)) };
  }
  const field = FIELDS[name];
  if (!field) return query;
  const key = field.kind === "sort" ? "sort" : field.field;
  const rest = { ...query, [key]: NO_QUERY[key] };
  // An order by what only runs needs its state.
  return name === "status" && query.sort !== "oldest" ? { ...rest, sort: "newest" } : rest;
}

function fieldTerm(query: ExecutionQuery, name: string, zone: Zone): QueryTerm[] {
  const field = FIELDS[name];
  switch (field?.kind) {
    case "list": {
      const values = query[field.field];
      return values.length === 0
        ? []
        : [{ name, text: `${name}:${values.map((one) => quote(one)).join(",")}` }];
    }
    case "duration": {
      const seconds = query[field.field];
      return seconds === null ? [] : [{ name, text: `${name}:${printSeconds(seconds)}` }];
    }
    case "time": {
      const at = query[field.field];
      return at === null ? [] : [{ name, text: `${name}:${printMoment(at, zone)}` }];
    }
    case "sort":
      return query.sort === "newest" ? [] : [{ name, text: `${name}:${query.sort}` }];
    default:
      return [];
  }
}

function labelTerm({ key, values }: LabelTerm): QueryTerm {
  const name = `${LABEL_PREFIX}${key}`;
  return { name, text: values === null ? name : `${name}=${values.map((one) => quote(one)).join(",")}` };
}

/** A day is more readily read as 24 hours, several as days. */
function printSeconds(seconds: number): string {
  if (seconds % 86_400 === 0 && seconds > 86_400) return `${seconds / 86_400}d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** Quoted where it would be read as something else. */
function printText(text: string): string {
  return quote(text, text.startsWith(LABEL_PREFIX) ? /^/ : /[\s",:\\]/);
}
