import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildHost, HostProcess, type Message } from "./host-process.ts";

const FOLDER = fileURLToPath(new URL("../../conformance", import.meta.url));
const TRANSCRIPTS = join(FOLDER, "transcripts");

interface Transcript {
  promise: string;
  isolation?: "shared";
  steps: Record<string, unknown>[];
}

let host: HostProcess;
beforeAll(buildHost);
afterEach(() => host.kill("SIGKILL"));

describe("the Node host keeps the promises of the worker protocol", () => {
  for (const file of readdirSync(TRANSCRIPTS).sort()) {
    const transcript = JSON.parse(readFileSync(join(TRANSCRIPTS, file), "utf8")) as Transcript;
    test(`${file}: ${transcript.promise}`, async () => {
      host = new HostProcess(join(FOLDER, "service.ts"), isolationOf(transcript));
      await host.until("ready");
      for (const step of transcript.steps) await take(step);
    });
  }
});

function isolationOf({ isolation }: Transcript): Record<string, string> {
  return isolation ? { CURFEW_ISOLATION: isolation } : {};
}

async function take(step: Record<string, unknown>): Promise<void> {
  const [[kind, value]] = Object.entries(step) as [[string, unknown]];
  switch (kind) {
    case "send":
      return host.send(...(expanded([value].flat()) as Message[]));
    case "expect":
      return expectMessage(await nextButCheckpoint(), value);
    case "await":
      return expectMessage(await host.until((value as Message).type), value);
    case "expectLast":
      return expectMessage(await lastOf((value as Message).type), value);
    case "signal":
      return host.kill(value as NodeJS.Signals);
    case "close":
      host.stream.destroy();
      return;
    case "end":
      expect(await nextButCheckpoint(), host.log).toBeNull();
      expect(await host.ended).toMatchObject(value as object);
      return;
    default:
      throw new Error(`unknown step ${kind}`);
  }
}

async function nextButCheckpoint(): Promise<Message | null> {
  for (;;) {
    const message = await host.next();
    if (message?.type !== "checkpoint" && message?.type !== "log") return message;
  }
}

async function lastOf(type: string): Promise<Message | null> {
  let last: Message | null = null;
  for (;;) {
    const upcoming = await host.peek();
    if (upcoming?.type !== type && upcoming?.type !== "checkpoint") return last;
    const message = await host.next();
    if (message?.type === type) last = message;
  }
}

/** Large texts are compared by hand: a difference of megabytes is not for reading. */
function expectMessage(actual: Message | null, expected: unknown): void {
  const want = JSON.stringify(expanded(expected));
  if (want.length > 100_000) expect(JSON.stringify(actual) === want).toBe(true);
  else expect(actual, host.log).toEqual(matchers(expected));
}

function matchers(value: unknown): unknown {
  if (value === "<pid>") return host.child.pid;
  if (value === "<text>") return expect.any(String);
  if (value === "<number>") {
    return expect.toSatisfy((number: unknown) => typeof number === "number" && number >= 0);
  }
  return mapped(value, matchers);
}

function expanded(value: unknown): unknown {
  const size = typeof value === "string" ? /^<x(\d+)>$/.exec(value)?.[1] : undefined;
  if (size) return "x".repeat(Number(size));
  return value === "<pid>" ? host.child.pid : mapped(value, expanded);
}

function mapped(value: unknown, each: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));
}
