import type { Clock } from "../../clock.ts";
import { parseMessage } from "../workers/control-messages.ts";
import { isOverWithin } from "../workers/worker-output.ts";
import { readAnswer, type StackReading } from "./stack-reading.ts";

/** How a host's answer begins; server/protocol/agent-worker.md has the rest. */
const ANSWER = '{"type":"stacks"';
/** A Node host says itself that its main thread is silent; that must be heard in time. */
const MARGIN_MS = 50;

/** A question to a host on what its threads do, and the wait for its answer. */
export class StackQuestion {
  readonly #clock: Clock;
  #take: (reading: StackReading | null) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null when there was no answer. */
  async ask(send: (line: string) => void, withinMs: number): Promise<StackReading | null> {
    let given: StackReading | null = null;
    const answered = new Promise<void>((resolve) => {
      this.#take = (reading) => {
        given = reading;
        resolve();
      };
    });
    send(`${JSON.stringify({ type: "stacks", withinMs: Math.max(1, withinMs - MARGIN_MS) })}\n`);
    await isOverWithin(withinMs, answered, this.#clock);
    this.#take = () => {};
    return given;
  }

  /** True when the line was an answer. */
  hear(line: string): boolean {
    if (!line.startsWith(ANSWER)) return false;
    this.#take(readAnswer(parseMessage(line)));
    return true;
  }

  /** Its host is gone. */
  giveUp(): void {
    this.#take(null);
  }
}
