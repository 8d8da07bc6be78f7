import type { WorkerListener } from "#server/agent/workers/worker.ts";

/** From workers to their agent: what they say waits while that is frozen, and nobody hears it once that is dead. */
export class Pipe {
  readonly #agent: { readonly isAlive: boolean; readonly isFrozen: boolean };
  readonly #waiting: (() => void)[] = [];

  constructor(agent: { readonly isAlive: boolean; readonly isFrozen: boolean }) {
    this.#agent = agent;
  }

  say(call: () => void): void {
    this.#waiting.push(call);
    this.flush();
  }

  flush(): void {
    while (!this.#agent.isFrozen && this.#waiting.length > 0) {
      const call = this.#waiting.shift();
      if (this.#agent.isAlive) call?.();
    }
  }

  to(listener: WorkerListener): WorkerListener {
    return {
      onMessage: (message) => this.say(() => listener.onMessage(message)),
      onOutput: (stream, data) => this.say(() => listener.onOutput(stream, data)),
      onExit: (exit) => this.say(() => listener.onExit(exit)),
    };
  }
}
