import type { CurfewClient } from "../client/client.ts";
import type { Tools } from "./execution-commands.ts";
import type { Terminal } from "./terminal.ts";

/** Ctrl-C in `curfew run`: the first stops the command, also one that is only being started; the second leaves it alone. */
export class RunInterrupts {
  readonly #client: CurfewClient;
  readonly #terminal: Terminal;
  readonly #forget: () => void;
  readonly #detached = new AbortController();
  #id: string | null = null;
  heard = false;

  constructor(client: CurfewClient, terminal: Terminal, onInterrupt: Tools["onInterrupt"]) {
    this.#client = client;
    this.#terminal = terminal;
    this.#forget = onInterrupt(() => void this.#hear());
  }

  /** Aborted when it is to be left alone. */
  get detached(): AbortSignal {
    return this.#detached.signal;
  }

  /** What is stopped from now on, or at once when that was asked for already. */
  async about(id: string): Promise<void> {
    this.#id = id;
    if (this.heard) await this.#stop(id);
  }

  end(): void {
    this.#forget();
  }

  async #hear(): Promise<void> {
    if (this.heard) return this.#detached.abort();
    this.heard = true;
    this.#terminal.note("[curfew] stopping it; Ctrl-C again leaves it alone");
    if (this.#id !== null) await this.#stop(this.#id);
  }

  async #stop(id: string): Promise<void> {
    try {
      await this.#client.executions.terminate(id, "Ctrl-C in curfew run");
    } catch (error) {
      this.#terminal.note(`[curfew] ${(error as Error).message}`);
    }
  }
}
