import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** `sdk/conformance/README.md` says how a script reads. */
export type ScriptedAnswer =
  | "cut"
  | "cut in answer"
  | { status: number; body?: unknown; text?: string; held?: true }
  | { stream: unknown[]; then: "close" | "cut" | "open" };
export type Script = Record<string, ScriptedAnswer[]>;

export interface Asked {
  request: string;
  /** A name that is given several times is a list. */
  query: Record<string, string | string[]>;
  body: unknown;
}

const BASE = "/api/v1";

/** A real HTTP server that answers by a script. */
export class ScriptedServer {
  readonly asked: Asked[] = [];
  readonly #left: Script;
  readonly #server: Server;
  readonly #end = new AbortController();

  constructor(script: Script) {
    this.#left = structuredClone(script);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Its address. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async end(): Promise<void> {
    this.#end.abort();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "", "http://localhost");
    const text = (await incoming.toArray()).join("");
    const body = text ? JSON.parse(text) : null;
    const query = queryOf(url.searchParams);
    const request = `${incoming.method} ${url.pathname.slice(BASE.length)}`;
    this.asked.push({ request, query, body });
    const answer = this.#next(request);
    if (typeof answer === "object" && "held" in answer) {
      const seconds = Number(query.timeout ?? body.timeout);
      await sleep(seconds * 1_000, undefined, { signal: this.#end.signal }).catch(() => {});
    }
    write(response, answer);
  }

  /** The last answer stays. */
  #next(request: string): ScriptedAnswer {
    const answers = this.#left[request] ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!answer && request.endsWith("/follow"))
      return { status: 404, body: { detail: "there are no streams here" } };
    return answer ?? { status: 599, body: { detail: `the script has no answer to ${request}` } };
  }
}

function queryOf(given: URLSearchParams): Asked["query"] {
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name);
      return [name, values.length > 1 ? values : (values[0] as string)];
    }),
  );
}

function write(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === "cut") {
    response.destroy();
    return;
  }
  if (answer === "cut in answer") {
    response.writeHead(200, { "content-length": "101" });
    response.write("{", () => response.destroy());
    return;
  }
  if ("stream" in answer) {
    stream(response, answer);
    return;
  }
  response.writeHead(answer.status);
  response.end(answer.text ?? JSON.stringify(answer.body));
}

function stream(
  response: ServerResponse,
  { stream: told, then }: Extract<ScriptedAnswer, { stream: unknown }>,
): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const events = told.map((data, at) => `id: ${at}\nevent: answer\ndata: ${JSON.stringify(data)}\n\n`);
  response.write(`retry: 1000\n\n:\n\n${events.join("")}`, () => {
    if (then === "cut") response.destroy();
    if (then === "close") response.end();
  });
}
