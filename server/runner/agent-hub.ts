import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Log } from "#server/log.ts";
import type { AgentMessage, RunnerMessage } from "#server/protocol/runner-agent.ts";
import { hashToken } from "./agent-process.ts";

const MOST_BYTES = 256 * 1_048_576;

export interface AgentHubListener {
  /** SHA-256, hex, of the token of a replica that may connect; null for one that may not. */
  tokenHashOf(replicaId: string): string | null;
  onMessage(replicaId: string, message: AgentMessage): void;
  onClosed(replicaId: string): void;
}

/** The door that agents open: a WebSocket server on loopback, one connection a replica, the newest wins. */
export class AgentHub {
  readonly #listener: AgentHubListener;
  readonly #log: Log;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
  });
  readonly #connections = new Map<string, WebSocket>();

  constructor(listener: AgentHubListener, log: Log) {
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
    for (const socket of this.#connections.values()) socket.terminate();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  isConnected(replicaId: string): boolean {
    return this.#connections.has(replicaId);
  }

  connected(): string[] {
    return [...this.#connections.keys()];
  }

  /** False when there is no connection: the agent learns of it when it comes back. */
  send(replicaId: string, message: RunnerMessage): boolean {
    const socket = this.#connections.get(replicaId);
    if (!socket || socket.readyState !== socket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  }

  /** Makes an agent say hello again. */
  disconnect(replicaId: string): void {
    this.#connections.get(replicaId)?.terminate();
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const replicaId = this.#replicaOf(request);
    if (!replicaId) {
      this.#log.warn({}, "a connection without a replica's token was refused");
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    socket.setNoDelay(true);
    this.#sockets.handleUpgrade(request, socket, head, (connection) => this.#attend(replicaId, connection));
  }

  #replicaOf({ headers }: IncomingMessage): string | null {
    const [, replicaId, token] =
      /^Bearer ([0-9a-f-]{36})\.([0-9a-f]{64})$/.exec(headers.authorization ?? "") ?? [];
    if (!replicaId || !token) return null;
    const known = this.#listener.tokenHashOf(replicaId);
    if (!known) return null;
    return timingSafeEqual(Buffer.from(known), Buffer.from(hashToken(token))) ? replicaId : null;
  }

  #attend(replicaId: string, socket: WebSocket): void {
    this.#connections.get(replicaId)?.terminate();
    this.#connections.set(replicaId, socket);
    const isNewest = () => this.#connections.get(replicaId) === socket;
    socket.on("message", (data) => {
      if (isNewest()) this.#listener.onMessage(replicaId, JSON.parse(String(data)) as AgentMessage);
    });
    // `close` follows.
    socket.on("error", (error) => this.#log.info({ replicaId, error }, "an agent's connection broke"));
    socket.on("close", () => {
      if (!isNewest()) return;
      this.#connections.delete(replicaId);
      this.#listener.onClosed(replicaId);
    });
  }
}
