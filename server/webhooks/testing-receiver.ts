import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any message
  message: any;
}

type Answer = (response: ServerResponse, received: Received) => void;

export const answers = (status: number, body = ""): Answer => {
  return (response) => response.writeHead(status).end(body);
};

/** A receiver of webhooks on a real port of this machine. */
export class TestingReceiver {
  readonly received: Received[] = [];
  /** How it answers, unless `next` has something. */
  answer: Answer = answers(204);
  readonly next: Answer[] = [];
  #waiters: (() => void)[] = [];
  readonly #server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const received = { headers: request.headers, body, message: JSON.parse(body) };
    this.received.push(received);
    (this.next.shift() ?? this.answer)(response, received);
    for (const wake of this.#waiters.splice(0)) wake();
  });

  async start(port = 0): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** Resolves once it has received so many. */
  async count(wanted: number): Promise<Received[]> {
    while (this.received.length < wanted) await new Promise<void>((wake) => this.#waiters.push(wake));
    return this.received;
  }

  /** What it has received since the last call, as `type` of each. */
  take(): string[] {
    return this.received.splice(0).map(({ message }) => message.type as string);
  }

  async end(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Throws unless the reference library accepts it. The clock of the sender must be the real one. */
export function verifyReceived(secret: string, { body, headers }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
