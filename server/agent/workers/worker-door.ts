import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../clock.ts";

/** A connection that does not say who it is within this time is closed. */
const HELLO_WITHIN_MS = 5_000;
const LONGEST_HELLO = 1_024;

export interface Hello {
  type: "hello";
  nonce: string;
  channel: "control" | "stdout" | "stderr";
  pid: number;
}

/** `rest` is what came right behind the first line. The socket does not flow until somebody listens to it. */
type OnHello = (hello: Hello, socket: Socket, rest: Buffer) => void;

/** The UNIX socket at which forked workers introduce themselves. Only this user can reach it. */
export class WorkerDoor {
  readonly path: string;
  readonly #folder: string;
  readonly #server: Server;
  readonly #clock: Clock;

  constructor(clock: Clock, onHello: OnHello) {
    this.#clock = clock;
    // The path of a UNIX socket has 104 to 108 bytes at most; a replica's folder may be deeper.
    this.#folder = mkdtempSync(join(tmpdir(), "curfew-"));
    this.path = join(this.#folder, "s");
    this.#server = createServer((socket) => this.#greet(socket, onHello));
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ path: this.path, backlog: 1_024 }, () => resolve());
    });
  }

  close(): void {
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #greet(socket: Socket, onHello: OnHello): void {
    let head: Buffer = Buffer.alloc(0);
    const cancel = this.#clock.after(HELLO_WITHIN_MS, () => socket.destroy());
    const read = (data: Buffer) => {
      head = head.length === 0 ? data : Buffer.concat([head, data]);
      const end = head.indexOf("\n");
      if (end < 0 && head.length < LONGEST_HELLO) return;
      cancel();
      socket.off("data", read);
      const hello = parseHello(head.subarray(0, Math.max(end, 0)).toString("utf8"));
      if (hello) onHello(hello, socket, head.subarray(end + 1));
      else socket.destroy();
    };
    socket.on("error", () => {});
    socket.once("close", cancel);
    socket.on("data", read);
  }
}

function parseHello(line: string): Hello | null {
  try {
    const hello = JSON.parse(line) as Hello;
    return hello.type === "hello" && typeof hello.nonce === "string" && Number.isInteger(hello.pid)
      ? hello
      : null;
  } catch {
    return null;
  }
}
