import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { CurfewApiError, CurfewClient, CurfewUnreachable, WaitTimeout } from "./client.ts";
import type { StartExecution } from "./executions.ts";
import { type Asked, type Script, ScriptedServer } from "./testing-scripted-server.ts";

const TRANSCRIPTS = fileURLToPath(new URL("../../conformance/client", import.meta.url));

interface Patience {
  timeout?: number;
  away?: number;
}

type Call =
  | { get: { id: string } }
  | { start: StartExecution }
  | { wait: { id: string } & Patience }
  | { asCompleted: { ids: string[] } & Patience };

interface Transcript {
  promise: string;
  call: Call;
  server: Script;
  asked?: { request: string; query?: Record<string, number | string>; body?: unknown }[];
  gives?: Record<string, unknown> | string[];
  raises?: Record<string, unknown>;
}

let server: ScriptedServer;
afterEach(() => server.end());

describe("the TypeScript client keeps the promises that both clients make", () => {
  for (const file of readdirSync(TRANSCRIPTS).sort()) {
    const transcript = JSON.parse(readFileSync(join(TRANSCRIPTS, file), "utf8")) as Transcript;
    test(`${file}: ${transcript.promise}`, async () => {
      server = new ScriptedServer(transcript.server);
      const { executions } = new CurfewClient({ url: await server.start(), token: "curfew_key" });
      const found: { id: string }[] = [];
      const error = await gather(found, stepsOf(executions, transcript.call));
      expect(error && toldBy(error)).toEqual(transcript.raises && expect.objectContaining(transcript.raises));
      expectFound(found, transcript.gives ?? []);
      if (transcript.asked) expectAsked(server.asked, transcript.asked);
    });
  }
});

/** What a call gives, one after the other. */
async function* stepsOf(
  executions: CurfewClient["executions"],
  call: Call,
): AsyncGenerator<{ id: string }, void> {
  if ("get" in call) yield await executions.get(call.get.id);
  if ("start" in call) yield await executions.start(call.start);
  if ("wait" in call) {
    const { id, ...patience } = call.wait;
    yield await executions.wait(id, ownWords(patience));
  }
  if ("asCompleted" in call) {
    const { ids, ...patience } = call.asCompleted;
    yield* executions.asCompleted(ids, ownWords(patience));
  }
}

function ownWords({ timeout, away }: Patience) {
  return { ...(timeout !== undefined && { timeout }), ...(away !== undefined && { patience: away }) };
}

/** The error that ended it, if one did. */
async function gather<T>(found: T[], steps: AsyncGenerator<T, void>): Promise<unknown> {
  try {
    for await (const one of steps) found.push(one);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** An error in the words of a transcript. */
function toldBy(error: unknown): object {
  if (error instanceof WaitTimeout) return { error: "timeout" };
  if (error instanceof CurfewUnreachable) return { error: "unreachable" };
  if (!(error instanceof CurfewApiError)) throw error;
  return { error: "refused", status: error.status, message: error.message, faults: error.faults };
}

function expectFound(found: { id: string }[], gives: Record<string, unknown> | string[]): void {
  if (Array.isArray(gives)) expect(found.map(({ id }) => id)).toEqual(gives);
  else expect(found).toEqual([expect.objectContaining(gives)]);
}

function expectAsked(asked: Asked[], expected: NonNullable<Transcript["asked"]>): void {
  const named = new Set(expected.map(({ request }) => request));
  const ofThese = asked.filter(({ request }) => named.size === 0 || named.has(request));
  expect(ofThese.map(({ request }) => request)).toEqual(expected.map(({ request }) => request));
  for (const [index, { query = {}, body }] of expected.entries()) {
    const got = ofThese[index];
    for (const [name, value] of Object.entries(query)) expectNumber(got?.query[name], value);
    if (body !== undefined) expect(got?.body).toEqual(body);
  }
}

function expectNumber(actual: string | string[] | undefined, expected: number | string): void {
  const most = typeof expected === "string" ? /^<at most (\d+)>$/.exec(expected)?.[1] : undefined;
  const fits = (number: number) =>
    most ? number > 0 && number <= Number(most) : number === Number(expected);
  expect(Number(actual)).toSatisfy(fits);
}
