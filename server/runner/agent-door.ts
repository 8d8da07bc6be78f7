import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer } from "ws";
import type { Log } from "#server/log.ts";
import type { Connection } from "#server/protocol/connection.ts";
import { hashToken } from "./agent-process.ts";

const MOST_BYTES = 256 * 1_048_576;

export interface AgentDoorListener {
  /** SHA-256, hex, of the token of a replica that may connect; null for one that may not. */
  tokenHashOf(replicaId: string): string | null;
  onOpened(replicaId: string, connection: Connection): void;
}

/** The door that agents open: a WebSocket server on loopback. */
export class AgentDoor {
  readonly #listener: AgentDoorListener;
  readonly #log: Log;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
  });

  constructor(listener: AgentDoorListener, log: Log) {
    this.#listener = listener;
    this.#log = log;
    this.#http = createServer((_, response) => response.writeHead(426).end());
    this.#http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket as Socket, head));
  }

  /** Resolves to the address that agents connect to. */
  start(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(0, "127.0.0.1", () => {
        resolve(`ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}`);
      });
    });
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const replicaId = this.#replicaOf(request);
    if (!replicaId) {
      this.#log.warn({}, "a connection without a replica's token was refused");
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    socket.setNoDelay(true);
    this.#sockets.handleUpgrade(request, socket, head, (connection) =>
      this.#listener.onOpened(replicaId, connection),
    );
  }

  #replicaOf({ headers }: IncomingMessage): string | null {
    const [, replicaId, token] =
      /^Bearer ([0-9a-f-]{36})\.([0-9a-f]{64})$/.exec(headers.authorization ?? "") ?? [];
    if (!replicaId || !token) return null;
    const known = this.#listener.tokenHashOf(replicaId);
    if (!known) return null;
    return timingSafeEqual(Buffer.from(known), Buffer.from(hashToken(token))) ? replicaId : null;
  }
}
