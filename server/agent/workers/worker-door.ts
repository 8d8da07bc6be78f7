import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import type { Clock } from "../../clock.ts";
import { doorPaths, openDoorFolder, removeStrayDoor } from "../../process/door-folders.ts";

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
  readonly #replicaFolder: string;
  readonly #clock: Clock;
  readonly #onHello: OnHello;
  #server: Server | null = null;
  #path = "";

  constructor(replicaFolder: string, clock: Clock, onHello: OnHello) {
    this.#replicaFolder = replicaFolder;
    this.#clock = clock;
    this.#onHello = onHello;
  }

  /** Of its socket, once it is open. */
  get path(): string {
    return this.#path;
  }

  /** A disk that is full, or a folder that is too deep, is no reason not to open: then it is elsewhere. */
  async open(): Promise<void> {
    let fault: unknown = new Error("There is no place for the socket of its workers: every path is too long");
    for (const path of doorPaths(this.#replicaFolder)) {
      try {
        this.#server = await this.#listen(path);
        this.#path = path;
        return;
      } catch (error) {
        fault = error;
      }
    }
    throw fault;
  }

  close(): void {
    this.#server?.close();
    removeStrayDoor(this.#replicaFolder);
  }

  #listen(path: string): Promise<Server> {
    openDoorFolder(dirname(path));
    // An agent that was killed has left its own.
    rmSync(path, { force: true });
    const server = createServer((socket) => this.#greet(socket, this.#onHello));
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ path, backlog: 1_024 }, () => resolve(server));
    });
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
