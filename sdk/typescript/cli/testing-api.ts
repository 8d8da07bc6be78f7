import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { runCli } from "./run-cli.ts";

interface Asked {
  procedure: string;
  input: unknown;
  authorization: string | undefined;
}

type Answer = { json: unknown } | { error: { message: string; data: object } };

let server: Server;
/** What was asked of it, in order. */
export const asked: Asked[] = [];
/** What it answers by procedure, in order; the last answer again and again. */
export const answers: Record<string, Answer[]> = {};

beforeEach(async () => {
  asked.length = 0;
  for (const procedure of Object.keys(answers)) delete answers[procedure];
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const body = (await request.toArray()).join("") || url.searchParams.get("input");
    const procedure = url.pathname.replace("/api/trpc/", "");
    const input = body ? JSON.parse(body).json : undefined;
    asked.push({ procedure, input, authorization: request.headers.authorization });
    const queue = answers[procedure] ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    const wire =
      answer && "error" in answer
        ? { error: { json: answer.error } }
        : { result: { data: answer ?? { json: null } } };
    response.end(JSON.stringify(wire));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

/** Runs a command against it. */
export async function curfew(...argv: string[]) {
  const { port } = server.address() as AddressInfo;
  return run(argv, { CURFEW_URL: `http://127.0.0.1:${port}`, CURFEW_TOKEN: "curfew_key" });
}

export async function run(argv: string[], env: Record<string, string>) {
  const written = { out: "", err: "" };
  const code = await runCli(argv, {
    env: env as unknown as NodeJS.ProcessEnv,
    root: "/nowhere",
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { code, ...written };
}
