import { writeSync } from "node:fs";

/** The descriptor that the agent and its host share. */
export const CONTROL_FD = 3;

const FREE = 0;
const TAKEN = 1;
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * The way out of a worker: whole lines, written at once and in order, by one thread at a time. It is used by the
 * user's thread, so that a message is out when the call returns, and by the thread that listens to the agent.
 */
export class Outbox {
  readonly lock: Int32Array;

  /** `lock` comes from the other thread's outbox. */
  constructor(lock: Int32Array = new Int32Array(new SharedArrayBuffer(4))) {
    this.lock = lock;
  }

  /** Runs `action`, which may `write`, while no other thread does. Not to be nested. */
  locked<T>(action: () => T): T {
    while (Atomics.compareExchange(this.lock, 0, FREE, TAKEN) !== FREE) Atomics.wait(this.lock, 0, TAKEN);
    try {
      return action();
    } finally {
      Atomics.store(this.lock, 0, FREE);
      Atomics.notify(this.lock, 0, 1);
    }
  }

  send(line: string | Uint8Array): void {
    this.locked(() => this.write(line));
  }

  /** Writes a line and its end. Only within `locked`. */
  write(line: string | Uint8Array): void {
    const bytes = Buffer.concat([Buffer.from(line as string), NEWLINE]);
    let written = 0;
    while (written < bytes.length) {
      try {
        written += writeSync(CONTROL_FD, bytes, written);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") endOwnGroup();
        // The listening thread's socket made the descriptor non-blocking for both; the agent is behind.
        Atomics.wait(pause, 0, 0, 1);
      }
    }
  }

  /** No thread writes any more: what is out ends with a whole line. */
  seal(): void {
    while (Atomics.compareExchange(this.lock, 0, FREE, TAKEN) !== FREE) Atomics.wait(this.lock, 0, TAKEN);
  }
}

const NEWLINE = Buffer.from("\n");

/** The leash: without an agent there is no worker. */
export function endOwnGroup(): never {
  process.kill(0, "SIGKILL");
  throw new Error("SIGKILL is on its way");
}
