import type { Command } from "commander";
import { CurfewApiError, type CurfewClient } from "../client/client.ts";
import { NoKey } from "./connection.ts";
import type { Tools } from "./execution-commands.ts";
import { show } from "./terminal.ts";

interface Finding {
  what: string;
  ok: boolean;
  /** What was found, and what to do about it. */
  words: string;
}

export function addDoctorCommand(program: Command, tools: () => Tools): void {
  program
    .command("doctor")
    .description("look for what keeps executions from running; exit code 1 when something does")
    .action(async () => {
      const { terminal, exit } = tools();
      const findings = await examine(tools());
      show(terminal, findings, () =>
        findings
          .map(({ what, ok, words }) => `${ok ? "ok   " : "FAULT"}  ${what.padEnd(9)}  ${words}`)
          .join("\n"),
      );
      exit(findings.every(({ ok }) => ok) ? 0 : 1);
    });
}

/** Throws CurfewUnreachable when nobody answers: then there is nothing more to find. */
async function examine(tools: Tools): Promise<Finding[]> {
  const { database, runner, version } = await tools.withoutKey().health();
  const client = keyed(tools);
  return [
    { what: "server", ok: true, words: `answers, version ${version}` },
    {
      what: "database",
      ok: database.ok,
      words: database.ok
        ? `answers in ${database.latencyMs} ms`
        : "does not answer: see the log of the web server",
    },
    client instanceof NoKey ? { what: "key", ok: false, words: client.message } : await examineKey(client),
    { what: "runner", ok: runner.ok, words: runnerWords(runner) },
    ...(client instanceof NoKey ? [] : [await examineServices(client)]),
  ];
}

function keyed(tools: Tools): CurfewClient | NoKey {
  try {
    return tools.client;
  } catch (error) {
    if (error instanceof NoKey) return error;
    throw error;
  }
}

async function examineKey(client: CurfewClient): Promise<Finding> {
  try {
    const { actor } = await client.session();
    return { what: "key", ok: true, words: `is good: the audit calls you ${actor}` };
  } catch (error) {
    if (!(error instanceof CurfewApiError)) throw error;
    const words = error.status === 401 ? "is not known, or was revoked: set CURFEW_TOKEN" : error.message;
    return { what: "key", ok: false, words };
  }
}

function runnerWords({ ok, ageMs }: { ok: boolean; ageMs: number | null }): string {
  if (ok) return `was heard of ${Math.round((ageMs ?? 0) / 1000)} s ago`;
  const since =
    ageMs === null ? "none was ever heard of" : `none was heard of for ${Math.round(ageMs / 1000)} s`;
  return `${since}: start one (npm start, or curfew runner)`;
}

async function examineServices(client: CurfewClient): Promise<Finding> {
  try {
    const services = await client.services.list();
    const words = services.flatMap(({ name, startFailures, crashLoop }) => [
      ...(startFailures ? [`${name} does not start: ${startFailures.error}`] : []),
      ...(crashLoop ? [`${name} crashes again and again: ${crashLoop.error}`] : []),
    ]);
    return {
      what: "services",
      ok: words.length === 0,
      words: words.length === 0 ? `${services.length} are deployed` : words.join("; "),
    };
  } catch (error) {
    if (!(error instanceof CurfewApiError)) throw error;
    return { what: "services", ok: false, words: error.message };
  }
}
