import { type FieldFault, InvalidInput } from "#server/errors.ts";

export const OPERATORS = [
  "$eq",
  "$ne",
  "$in",
  "$nin",
  "$gt",
  "$gte",
  "$lt",
  "$lte",
  "$exists",
  "$match",
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Test {
  field: string;
  operator: Operator;
  value: unknown;
}

/** A filter of Dataloop's query language, read. */
export type Filter = { all: Filter[] } | { any: Filter[] } | Test;

/** No query of a person comes near; more would only be work for the database. */
const MOST_TESTS = 500;
const DEEPEST = 10;

/** Throws InvalidInput that names what can't be read. `{}` matches all. */
export function readFilter(filter: unknown): Filter {
  const read = readGroup(filter, "filter", 0);
  if (testsOf(read).length > MOST_TESTS) throw fault("filter", `may hold at most ${MOST_TESTS} conditions`);
  return read;
}

export function testsOf(filter: Filter): Test[] {
  if ("all" in filter) return filter.all.flatMap(testsOf);
  return "any" in filter ? filter.any.flatMap(testsOf) : [filter];
}

function readGroup(group: unknown, path: string, depth: number): Filter {
  if (!isObject(group)) throw fault(path, "must be an object");
  if (depth > DEEPEST) throw fault(path, `may be nested at most ${DEEPEST} deep`);
  const parts = Object.entries(group).map(([key, value]) => {
    if (key === "$and") return { all: readList(value, `${path}.$and`, depth) };
    if (key === "$or") return { any: readList(value, `${path}.$or`, depth) };
    if (key.startsWith("$")) throw fault(`${path}.${key}`, "is not known; groups are $and and $or");
    return readField(key, value);
  });
  const [only] = parts;
  return only && parts.length === 1 ? only : { all: parts };
}

function readList(list: unknown, path: string, depth: number): Filter[] {
  if (!Array.isArray(list)) throw fault(path, "must be a list of conditions");
  return list.map((group, index) => readGroup(group, `${path}.${index}`, depth + 1));
}

function readField(field: string, value: unknown): Filter {
  if (!isObject(value)) return { field, operator: "$eq", value };
  const tests = Object.entries(value).map(([operator, operand]): Test => {
    if (!isOperator(operator)) {
      throw fault(field, `${operator} is not supported; there are ${OPERATORS.join(", ")}`);
    }
    if ((operator === "$in" || operator === "$nin") && !Array.isArray(operand)) {
      throw fault(field, `${operator} takes a list`);
    }
    if (operator === "$match" && typeof operand !== "string") throw fault(field, "$match takes a text");
    return { field, operator, value: operand };
  });
  const [only] = tests;
  return only && tests.length === 1 ? only : { all: tests };
}

function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fault(field: string, message: string): InvalidInput {
  const one: FieldFault = { field, message };
  return new InvalidInput([one]);
}

/** True when the JSON `object` matches; a dotted field reaches into objects. */
export function matches(filter: Filter, object: unknown): boolean {
  if ("all" in filter) return filter.all.every((one) => matches(one, object));
  if ("any" in filter) return filter.any.some((one) => matches(one, object));
  return holds(filter, valueAt(object, filter.field));
}

/** True when `actual` passes the test; what is not there counts as null. */
export function holds({ operator, value }: Pick<Test, "operator" | "value">, actual: unknown): boolean {
  const equals = (one: unknown) => (one ?? null) === (actual ?? null);
  switch (operator) {
    case "$eq":
      return equals(value);
    case "$ne":
      return !equals(value);
    case "$in":
      return (value as unknown[]).some(equals);
    case "$nin":
      return !(value as unknown[]).some(equals);
    case "$exists":
      return ((actual ?? null) !== null) === (value === true);
    case "$match":
      return typeof actual === "string" && looksLike(actual, value as string);
    default:
      return compares(operator, actual, value);
  }
}

/** The text holds the pattern, in which `*` stands for anything; case is no matter. */
function looksLike(text: string, pattern: string): boolean {
  let from = 0;
  for (const part of pattern.toLowerCase().split("*")) {
    const found = text.toLowerCase().indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return true;
}

/** Only numbers with numbers and texts with texts, as Dataloop's database does. */
function compares(operator: "$gt" | "$gte" | "$lt" | "$lte", actual: unknown, value: unknown): boolean {
  if (typeof actual !== typeof value || !["number", "string"].includes(typeof actual)) return false;
  const [one, other] = [actual as string, value as string];
  if (operator === "$gt") return one > other;
  if (operator === "$gte") return one >= other;
  return operator === "$lt" ? one < other : one <= other;
}

function valueAt(object: unknown, field: string): unknown {
  return field
    .split(".")
    .reduce<unknown>(
      (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : null),
      object,
    );
}
