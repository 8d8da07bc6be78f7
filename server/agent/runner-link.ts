import { readFileSync } from "node:fs";
import WebSocket from "ws";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { AgentMessage, ReplicaSpec, RunnerMessage } from "../protocol/runner-agent.ts";

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 1_000;
const HANDSHAKE_MS = 5_000;
/** The runner speaks every 5 s; a connection that is silent for this long is given up and made anew. */
const SILENCE_MS = 12_000;

export interface RunnerLinkListener {
  onOpen(): void;
  onMessage(message: RunnerMessage): void;
  onClosed(): void;
}

/** The connection to the runner, made again for ever, wherever the runner is now. */
export class RunnerLink {
  readonly #spec: ReplicaSpec;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: RunnerLinkListener;
  #socket: WebSocket | null = null;
  #retryMs = FIRST_RETRY_MS;
  #heardAt = 0;
  #stopped = false;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;

  constructor(spec: ReplicaSpec, clock: Clock, log: Log, listener: RunnerLinkListener) {
    this.#spec = spec;
    this.#clock = clock;
    this.#log = log;
    this.#listener = listener;
  }

  start(): void {
    this.#cancelWatch = this.#clock.every(SILENCE_MS / 4, () => this.#giveUpSilent());
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
    this.#cancelWatch?.();
    this.#socket?.close();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Bytes that the connection has not taken yet. */
  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** `onSent` is called once it is on its way. Does nothing when the connection is not open. */
  sendText(text: string, onSent?: () => void): void {
    if (this.isOpen) this.#socket?.send(text, () => onSent?.());
  }

  send(message: AgentMessage): void {
    this.sendText(JSON.stringify(message));
  }

  #connect(): void {
    if (this.#stopped) return;
    const url = this.#readAddress();
    if (!url) {
      this.#retry();
      return;
    }
    const { replicaId, token } = this.#spec;
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, {
        headers: { authorization: `Bearer ${replicaId}.${token}` },
        handshakeTimeout: HANDSHAKE_MS,
        perMessageDeflate: false,
        maxPayload: 256 * 1_048_576,
      });
    } catch (error) {
      this.#log.error({ error }, "the runner's address is not right");
      this.#retry();
      return;
    }
    this.#socket = socket;
    this.#attend(socket);
  }

  #attend(socket: WebSocket): void {
    socket.on("open", () => {
      this.#heardAt = this.#clock.monotonic();
      this.#log.info({}, "connected to the runner");
      this.#listener.onOpen();
    });
    socket.on("message", (data) => {
      this.#heardAt = this.#clock.monotonic();
      this.#retryMs = FIRST_RETRY_MS;
      this.#hear(String(data));
    });
    // `close` follows, and what matters is only that there is no connection.
    socket.on("error", (error) => this.#log.info({ error: error.message }, "no connection to the runner"));
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#listener.onClosed();
      this.#retry();
    });
  }

  /** A message that is not understood must not end the agent and with it all that runs. */
  #hear(text: string): void {
    try {
      this.#listener.onMessage(JSON.parse(text) as RunnerMessage);
    } catch (error) {
      this.#log.error({ error }, "a message of the runner was not understood");
    }
  }

  #retry(): void {
    if (this.#stopped) return;
    this.#cancelRetry = this.#clock.after(this.#retryMs, () => this.#connect());
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #giveUpSilent(): void {
    if (this.isOpen && this.#clock.monotonic() - this.#heardAt > SILENCE_MS) this.#socket?.terminate();
  }

  #readAddress(): string | null {
    try {
      return (JSON.parse(readFileSync(this.#spec.runnerAddressFile, "utf8")) as { url: string }).url;
    } catch {
      return null;
    }
  }
}
