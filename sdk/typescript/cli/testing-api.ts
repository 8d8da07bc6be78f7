import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { runCli } from "./run-cli.ts";

interface Asked {
  /** Method and path below /api/v1, for instance `GET /executions/e1`. */
  call: string;
  /** The body, or the query: a name that is given several times is a list. */
  input: unknown;
  authorization: string | undefined;
}

type Answer = ({ json: unknown } | { problem: { status: number; detail: string; faults?: object[] } }) & {
  /** Called before it is given. */
  before?: () => void;
};

let server: Server;
/** Presses Ctrl-C, once a command listens for it. */
export let interrupt = () => {};
/** What was asked of it, in order. */
export const asked: Asked[] = [];
/** What it answers by call, in order; the last answer again and again. */
export const answers: Record<string, Answer[]> = {};

beforeEach(async () => {
  asked.length = 0;
  for (const call of Object.keys(answers)) delete answers[call];
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const body = (await request.toArray()).join("");
    const call = `${request.method} ${url.pathname.replace("/api/v1", "")}`;
    const input = body ? JSON.parse(body) : queryOf(url.searchParams);
    asked.push({ call, input, authorization: request.headers.authorization });
    const queue = answers[call] ?? [{ problem: { status: 404, detail: `nothing at ${call}` } }];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    answer?.before?.();
    if (answer && "problem" in answer) response.statusCode = answer.problem.status;
    response.end(JSON.stringify(answer && "problem" in answer ? answer.problem : answer?.json));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

function queryOf(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length > 1 ? values : (values[0] as string)];
    }),
  );
}

/** Runs a command against it. */
export function curfew(...argv: string[]) {
  return curfewWith({}, ...argv);
}

export async function curfewWith(env: Record<string, string | undefined>, ...argv: string[]) {
  const { port } = server.address() as AddressInfo;
  return run(argv, { CURFEW_URL: `http://127.0.0.1:${port}`, CURFEW_TOKEN: "curfew_key", ...env });
}

export async function run(argv: string[], env: Record<string, string | undefined>) {
  const written = { out: "", err: "" };
  const code = await runCli(argv, {
    env: env as unknown as NodeJS.ProcessEnv,
    home: "/nowhere",
    owner: null,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    onInterrupt: (heard) => {
      interrupt = heard;
      return () => {};
    },
  });
  return { code, ...written };
}

/** An execution as the API answers it. */
export function buildExecution(overrides: object = {}) {
  return {
    id: "e1",
    serviceName: "train",
    functionName: "run",
    status: "in-progress",
    reason: null,
    message: null,
    attempt: 1,
    maxAttempts: 3,
    createdAt: "2026-11-01T10:00:00.000Z",
    createdBy: "operator@localhost",
    startedAt: "2026-11-01T10:00:00.000Z",
    endedAt: "2026-11-01T10:01:05.000Z",
    deadlineAt: null,
    stop: null,
    progress: null,
    progressMessage: null,
    rerunOf: null,
    labels: {},
    notBefore: null,
    stalledAt: null,
    unverified: false,
    parentId: null,
    children: [],
    wait: null,
    lateResults: [],
    input: {},
    output: null,
    error: null,
    ...overrides,
  };
}
