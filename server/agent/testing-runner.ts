import { mkdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import {
  type AgentEvent,
  type AgentMessage,
  type AttemptRef,
  PROTOCOL_VERSION,
  type RunnerMessage,
  type SequencedEvent,
} from "../protocol/runner-agent.ts";

type EventOf<T extends AgentEvent["type"]> = Extract<AgentEvent, { type: T }>;
interface Waiter {
  found(): boolean;
}

/** A runner for tests: a real WebSocket server without rows. It keeps what agents say, in order. */
export class TestRunner {
  readonly addressFile: string;
  /** Every event of every connection, those that came twice too. */
  readonly received: SequencedEvent[] = [];
  /** Characters of the messages that brought them. */
  receivedCharacters = 0;
  readonly hellos: Extract<AgentMessage, { type: "hello" }>[] = [];
  readonly heartbeats: Extract<AgentMessage, { type: "heartbeat" }>[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** False: events are taken, and nothing is acknowledged. */
  acknowledges = true;
  version = PROTOCOL_VERSION;
  /** Attempts that the next welcome declares fenced. */
  fenced: AttemptRef[] = [];
  ackedSeq = 0;
  #server: Server | null = null;
  #socket: WebSocket | null = null;
  #waiters = new Set<Waiter>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.addressFile = join(folder, "address.json");
  }

  async start(): Promise<void> {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on("connection", (socket, request) => this.#serve(socket, request));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    writeFileSync(this.addressFile, JSON.stringify({ url: `ws://127.0.0.1:${port}`, epoch: port }));
  }

  /** As by kill -9: connections break, and what was on its way is gone. */
  async stop(): Promise<void> {
    this.#socket?.terminate();
    this.#socket = null;
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  send(message: RunnerMessage): void {
    if (!this.#socket) throw new Error("No agent is connected");
    this.#socket.send(JSON.stringify(message));
  }

  /** Each event once, in the order of its number. */
  get events(): AgentEvent[] {
    const bySeq = new Map(this.received.map((entry) => [entry.seq, entry.event]));
    return [...bySeq].sort(([a], [b]) => a - b).map(([, event]) => event);
  }

  eventsOf<T extends AgentEvent["type"]>(type: T, executionId?: string): EventOf<T>[] {
    return this.events.filter(
      (event): event is EventOf<T> =>
        event.type === type &&
        (executionId === undefined || ("executionId" in event && event.executionId === executionId)),
    );
  }

  /** Resolves with the first event of this type, and of this execution when it is named. */
  async next<T extends AgentEvent["type"]>(
    type: T,
    executionId?: string,
    fits: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    const find = () => this.eventsOf(type, executionId).find(fits);
    await this.until(() => find() !== undefined);
    return find() as EventOf<T>;
  }

  /** Resolves when the condition holds after a message. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const waiter: Waiter = {
        found: () => {
          if (condition()) resolve();
          return condition();
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** All log lines of an execution, each with its number, stream and text. */
  linesOf(executionId: string): { number: number; stream: string; text: string }[] {
    return this.eventsOf("log", executionId).flatMap(({ firstLine, lines }) =>
      lines.map(([, stream, text], index) => ({ number: firstLine + index, stream, text })),
    );
  }

  #serve(socket: WebSocket, request: IncomingMessage): void {
    this.#socket = socket;
    this.authorizations.push(request.headers.authorization);
    socket.on("error", () => {});
    socket.on("message", (data) => this.#hear(String(data)));
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as AgentMessage;
    if (message.type === "hello") {
      this.hellos.push(message);
      this.send({ type: "welcome", version: this.version, ackedSeq: this.ackedSeq, fenced: this.fenced });
    } else if (message.type === "heartbeat") {
      this.heartbeats.push(message);
      this.send({ type: "lease", sentAt: message.sentAt });
    } else {
      this.receivedCharacters += text.length;
      this.received.push(...message.events);
      this.#acknowledge(message.events);
    }
    for (const waiter of this.#waiters) if (waiter.found()) this.#waiters.delete(waiter);
  }

  #acknowledge(events: SequencedEvent[]): void {
    const seq = events.at(-1)?.seq;
    if (!this.acknowledges || seq === undefined) return;
    this.ackedSeq = Math.max(this.ackedSeq, seq);
    this.send({ type: "ack", seq: this.ackedSeq });
  }
}
