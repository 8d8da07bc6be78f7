import { once } from "node:events";
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";
import type { Direction, Way } from "./network.ts";

/** An address that is this machine's and that nobody takes for it: a runner behind it counts as another host. */
const HOST = "127.0.0.2";

/**
 * The way from the second host to the database, which listens to its own host alone. By itself it can be cut as a whole: then
 * nothing passes and nothing is closed, as in a network that lost a cable.
 */
export class Link implements Way {
  readonly #target: URL;
  readonly #server: Server;
  readonly #host: string;
  readonly #sockets = new Set<Socket>();
  #cut = false;

  private constructor(target: URL, host: string) {
    this.#target = target;
    this.#host = host;
    this.#server = createServer((near) => this.#join(near));
  }

  /** To the server of `databaseUrl`; `host` is the address of this side. */
  static async open(databaseUrl: string, host = HOST): Promise<Link> {
    const link = new Link(new URL(databaseUrl), host);
    link.#server.listen(0, host);
    await once(link.#server, "listening");
    return link;
  }

  /** What the second host knows the database by. */
  get url(): string {
    const url = new URL(this.#target);
    url.hostname = this.#host;
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.toString();
  }

  lose(direction: Direction, share: number): boolean {
    if (direction !== "both" || share < 1) return false;
    this.#cut = true;
    for (const socket of this.#sockets) socket.pause();
    return true;
  }

  heal(): void {
    this.#cut = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(near: Socket): void {
    const far = createConnection(Number(this.#target.port), this.#target.hostname);
    this.#pass(near, far);
    this.#pass(far, near);
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (bytes) => to.write(bytes));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.end();
    });
    if (this.#cut) from.pause();
  }
}
