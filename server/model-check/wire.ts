import { EventEmitter } from "node:events";
import { type Connection, OPEN } from "#server/protocol/connection.ts";

const CONNECTING = 0;
const CLOSED = 3;

type Item = { type: "open" } | { type: "message"; text: string } | { type: "close" };

/** One end of a wire: what it sends waits at the other end until the wire delivers it. */
class End extends EventEmitter implements Connection {
  readyState: number;
  readonly bufferedAmount = 0;
  readonly inbox: Item[] = [];
  readonly #wire: Wire;

  constructor(wire: Wire, readyState: number) {
    super();
    this.#wire = wire;
    this.readyState = readyState;
  }

  send(text: string, onSent?: () => void): void {
    this.#wire.carry(this, { type: "message", text });
    if (onSent) queueMicrotask(onSent);
  }

  close(): void {
    this.terminate();
  }

  terminate(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#wire.carry(this, { type: "close" });
    queueMicrotask(() => this.emit("close"));
  }

  /** What has arrived happens. */
  take(item: Item): void {
    if (this.readyState === CLOSED) return;
    if (item.type === "open") this.readyState = OPEN;
    if (item.type === "close") this.readyState = CLOSED;
    if (item.type === "message") this.emit("message", item.text);
    else this.emit(item.type);
  }
}

export type Mishap = "none" | "drop" | "duplicate";

/** A connection between an agent and its runner that delivers when it is told to. */
export class Wire {
  readonly agentEnd = new End(this, CONNECTING);
  readonly runnerEnd = new End(this, OPEN);
  readonly #tap: (to: "agent" | "runner", text: string) => void;
  readonly #isAgentFrozen: () => boolean;
  /** Nothing passes any more, and nobody is told. */
  #cut = false;

  /** `tap` hears what is sent. What comes for an agent that is frozen stays where it is. */
  constructor(tap: (to: "agent" | "runner", text: string) => void, isAgentFrozen: () => boolean) {
    this.#tap = tap;
    this.#isAgentFrozen = isAgentFrozen;
  }

  get isOver(): boolean {
    return this.agentEnd.readyState === CLOSED && this.runnerEnd.readyState === CLOSED;
  }

  accept(): void {
    this.agentEnd.inbox.push({ type: "open" });
  }

  refuse(): void {
    this.runnerEnd.readyState = CLOSED;
    this.agentEnd.inbox.push({ type: "close" });
  }

  carry(from: End, item: Item): void {
    const to = from === this.agentEnd ? this.runnerEnd : this.agentEnd;
    if (item.type === "message") this.#tap(to === this.agentEnd ? "agent" : "runner", item.text);
    if (!this.#cut) to.inbox.push(item);
  }

  /** Loses what is on its way, and all that follows. */
  cut(): void {
    this.#cut = true;
    this.agentEnd.inbox.length = 0;
    this.runnerEnd.inbox.length = 0;
  }

  /** Delivers the item at `index`, or what `mishap` makes of it. Close comes last, and open first. */
  deliver(end: End, index: number, mishap: Mishap): boolean {
    const { inbox } = end;
    if (inbox.length === 0 || (end === this.agentEnd && this.#isAgentFrozen())) return false;
    const messages = inbox.filter(({ type }) => type === "message").length;
    const at = inbox[0]?.type === "open" || messages === 0 ? 0 : index % messages;
    const [item] = inbox.splice(at, 1) as [Item];
    if (item.type === "message" && mishap === "drop") return true;
    if (item.type === "message" && mishap === "duplicate") inbox.splice(at, 0, item);
    end.take(item);
    return true;
  }
}
