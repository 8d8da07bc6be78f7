import { readFileSync } from "node:fs";
import { join } from "node:path";

type Json = Record<string, unknown>;

/** A request that Dataloop's client (dtlpy 1.124.2) made, and what it was content with. */
export interface Exchange {
  method: string;
  path: string;
  body: Json | null;
  status: number;
  response: unknown;
}

/** Recorded from the real client; ids, times and tokens are placeholders like `<SERVICE_ID>`. */
export const EXCHANGES: Exchange[] = readFileSync(join(import.meta.dirname, "exchanges.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** Puts real values in the place of placeholders, and of the recorded service's name. */
export function fillIn<T>(value: T, values: Record<string, string>): T {
  const text = JSON.stringify(value).replace(
    /<([A-Z_]+)>|seed-service/g,
    (whole, name) => values[name ?? whole] ?? whole,
  );
  return JSON.parse(text);
}

/** Where null stands for what Curfew does not have, or does not know yet; the client reads all of them as optional. */
const NULLABLE = [/\.botUserName$/, /\.runtime\.autoscaler$/, /\.replicaId$/, /\.output$/];

/** What an execution takes and gives, and what a service begins with (here: nothing), is their own. */
const OWN = new Set(["input", "output", "spec", "initParams"]);

/** The ways in which `actual` lacks something that the client was given before; numbers must stay numbers. */
export function differences(expected: unknown, actual: unknown, path = "answer"): string[] {
  if (expected === null || (actual === null && NULLABLE.some((pattern) => pattern.test(path)))) return [];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path} is no list`];
    const [wanted] = expected;
    return wanted === undefined
      ? []
      : actual.flatMap((item, index) => differences(wanted, item, `${path}.${index}`));
  }
  if (typeof expected !== "object") {
    return typeof actual === typeof expected ? [] : [`${path} is ${typeof actual}, not ${typeof expected}`];
  }
  if (typeof actual !== "object" || actual === null) return [`${path} is no object`];
  return Object.entries(expected).flatMap(([key, value]) => {
    if (!(key in actual)) return [`${path}.${key} is missing`];
    return OWN.has(key) ? [] : differences(value, (actual as Json)[key], `${path}.${key}`);
  });
}
