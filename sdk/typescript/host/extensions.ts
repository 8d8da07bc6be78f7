import { ExtensionRefused } from "../service/extension-refused.ts";
import type { DeadlineMessage } from "./messages.ts";

interface Waiting {
  resolve(deadline: Date): void;
  reject(error: Error): void;
}

/** What one attempt has asked its agent for and not been answered. */
export class Extensions {
  readonly #send: (message: { type: string; request: number; seconds: number }) => void;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(send: (message: { type: string; request: number; seconds: number }) => void) {
    this.#send = send;
  }

  ask(seconds: number): Promise<Date> {
    const request = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.#send({ type: "extend", request, seconds });
    });
  }

  answer({ request, deadline, refusal }: DeadlineMessage): void {
    if (request === null) return;
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    if (refusal === null) waiting?.resolve(new Date(deadline));
    else waiting?.reject(new ExtensionRefused(`The timeout was not extended: ${refusal}`));
  }
}
