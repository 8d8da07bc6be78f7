import { readFileSync } from "node:fs";
import { Option } from "commander";
import type { StopMode } from "../client/stop.ts";

/** What was typed is wrong: said in a sentence, with exit code 2. */
export class UsageFault extends Error {}

export interface InputOptions {
  /** JSON. */
  input?: string;
  /** A file of JSON; `-` is stdin. */
  inputFile?: string;
  /** `key=value`; a value that is JSON is taken as such, else as text. */
  set?: string[];
}

/** The input object that the options make; undefined when none was given. */
export function readInput({ input, inputFile, set = [] }: InputOptions): Record<string, unknown> | undefined {
  if (input === undefined && inputFile === undefined && set.length === 0) return undefined;
  const text = inputFile === undefined ? input : readFileSync(inputFile === "-" ? 0 : inputFile, "utf8");
  return { ...(text === undefined ? {} : parseObject(text)), ...Object.fromEntries(set.map(parsePair)) };
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageFault(`The input is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as never;
  throw new UsageFault('The input must be a JSON object, e.g. {"epochs": 10}');
}

function parsePair(pair: string): [string, unknown] {
  const at = pair.indexOf("=");
  if (at < 1) throw new UsageFault(`--set needs key=value, not "${pair}"`);
  const text = pair.slice(at + 1);
  try {
    return [pair.slice(0, at), JSON.parse(text)];
  } catch {
    return [pair.slice(0, at), text];
  }
}

/** An object of `field.of.field=value` pairs. */
export function readChange(pairs: string[]): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const [path, value] of pairs.map(parsePair)) {
    const fields = path.split(".");
    const last = fields.pop() ?? "";
    if (last === "" || fields.includes("")) throw new UsageFault(`--set needs field=value, not "${path}=…"`);
    let place = change;
    for (const field of fields) {
      const inner = Object.hasOwn(place, field) ? place[field] : null;
      place[field] = typeof inner === "object" && inner !== null ? inner : {};
      place = place[field] as Record<string, unknown>;
    }
    place[last] = value;
  }
  return change;
}

/** Labels of `key=value` pairs. */
export function readLabels(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UsageFault(`a label is typed as key=value, not "${pair}"`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** `key=value` sets a label, `key-` removes it. */
export function readLabelChange(words: string[]): { set: Record<string, string>; remove: string[] } {
  const removes = (word: string) => !word.includes("=") && word.endsWith("-");
  return {
    set: readLabels(words.filter((word) => !removes(word))),
    remove: words.filter(removes).map((word) => word.slice(0, -1)),
  };
}

/** The number that was typed for an option. */
export function wholeNumber(option: string, typed: string): number {
  if (/^[+-]?\d{1,9}$/.test(typed)) return Number(typed);
  throw new UsageFault(`${option} must be a whole number, not "${typed}"`);
}

/** How what is terminated is to be stopped. */
export function stopModeOption(): Option {
  const words =
    "at its next checkpoint (when left out), once it has saved its state, or without its grace period";
  return new Option("--mode <mode>", words).choices(["checkpoint", "save", "now"] satisfies StopMode[]);
}
