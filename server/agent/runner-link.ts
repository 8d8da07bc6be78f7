import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type Connection, OPEN } from "../protocol/connection.ts";
import type { AgentMessage, RunnerMessage } from "../protocol/runner-agent.ts";

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 1_000;
/** The runner speaks every 5 s; a connection that is silent for this long is given up and made anew. */
const SILENCE_MS = 12_000;

export interface RunnerLinkListener {
  onOpen(): void;
  onMessage(message: RunnerMessage): void;
  onClosed(): void;
}

/** A new connection to the runner; null while nobody knows where it is. Throws when its address is not right. */
export type Connect = () => Connection | null;

/** The connection to the runner, made again for ever, wherever the runner is now. */
export class RunnerLink {
  readonly #open: Connect;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: RunnerLinkListener;
  #socket: Connection | null = null;
  #retryMs = FIRST_RETRY_MS;
  #heardAt = 0;
  #stopped = false;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;

  constructor(open: Connect, clock: Clock, log: Log, listener: RunnerLinkListener) {
    this.#open = open;
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
    return this.#socket?.readyState === OPEN;
  }

  /** Bytes that the connection has not taken yet. */
  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** `onSent` is called once it is on its way. Does nothing when the connection is not open. */
  sendText(text: string, onSent?: () => void): void {
    if (this.isOpen) this.#socket?.send(text, onSent);
  }

  send(message: AgentMessage): void {
    this.sendText(JSON.stringify(message));
  }

  #connect(): void {
    if (this.#stopped) return;
    try {
      this.#socket = this.#open();
    } catch (error) {
      this.#log.error({ error }, "the runner's address is not right");
    }
    if (this.#socket) this.#attend(this.#socket);
    else this.#retry();
  }

  #attend(socket: Connection): void {
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
}
