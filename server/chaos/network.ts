import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

/** As the host sees it: what it hears is lost, what it says, or both. */
export type Direction = "in" | "out" | "both";

/** The way between a host and the others. */
export interface Way {
  /** Loses this share of all packets, from 0 to 1, until it is healed. False when this way can't do that. */
  lose(direction: Direction, share: number): boolean;
  heal(): void;
}

/** 198.18.0.0/15 is set aside for tests of networks (RFC 2544): nobody's own addresses are there. */
const NET = "198.18";

/**
 * A host of its own: a network namespace with one cable to this one. What is lost is lost by the kernel, a packet at a time
 * and in one direction or both; neither end is told. It ends with the process that holds it, whatever becomes of this one.
 */
export class HostNetwork implements Way {
  /** Where this side is for the host. */
  readonly address: string;
  /** Put before a command, it runs on the host. */
  readonly enter: readonly string[];
  readonly #holder: ChildProcess;

  private constructor(holder: ChildProcess) {
    const subnet = (holder.pid as number) % 256;
    this.#holder = holder;
    this.address = `${NET}.${subnet}.1`;
    this.enter = ["nsenter", `--net=/proc/${holder.pid}/ns/net`, "--"];
  }

  /** Throws what the system says where this user may make none. */
  static async open(): Promise<HostNetwork> {
    const holder = spawn("unshare", ["--net", "--", "sh", "-c", "echo; exec sleep infinity"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    await Promise.race([once(holder.stdout, "data"), refusal(holder)]);
    const network = new HostNetwork(holder);
    try {
      network.#lay();
      // Not every kernel has what a loss needs: better known now.
      network.lose("both", 1);
      network.heal();
    } catch (error) {
      await network.close();
      throw error;
    }
    return network;
  }

  lose(direction: Direction, share: number): boolean {
    this.heal();
    this.#on("tc", "qdisc", "add", "dev", "eth0", "clsact");
    // Classic BPF: a random number of 32 bits, and a match unless it is above the share.
    const most = Math.round(share * 0xffff_ffff);
    const code = `4,32 0 0 4294963256,37 1 0 ${most},6 0 0 4294967295,6 0 0 0`;
    for (const hook of direction === "both" ? ["in", "out"] : [direction]) {
      const at = [
        "filter",
        "add",
        "dev",
        "eth0",
        hook === "in" ? "ingress" : "egress",
        "bpf",
        "bytecode",
        code,
      ];
      this.#on("tc", ...at, "action", "mirred", "egress", "redirect", "dev", "drain");
    }
    return true;
  }

  heal(): void {
    try {
      this.#on("tc", "qdisc", "del", "dev", "eth0", "clsact");
    } catch {
      // Nothing was lost.
    }
  }

  async close(): Promise<void> {
    if (this.#holder.exitCode !== null || this.#holder.signalCode !== null) return;
    this.#holder.kill("SIGKILL");
    await once(this.#holder, "exit");
  }

  /** A cable between the two, and in the host a pair of ends that swallows what is lost. */
  #lay(): void {
    const near = `curfew${this.#holder.pid}`;
    const far = this.address.replace(/1$/, "2");
    run("ip", "link", "add", near, "type", "veth", "peer", "name", "eth0", "netns", String(this.#holder.pid));
    run("ip", "addr", "add", `${this.address}/30`, "dev", near);
    run("ip", "link", "set", near, "up");
    this.#on("ip", "addr", "add", `${far}/30`, "dev", "eth0");
    this.#on("ip", "link", "add", "drain", "type", "veth", "peer", "name", "drained");
    for (const link of ["lo", "eth0", "drain", "drained"]) this.#on("ip", "link", "set", link, "up");
  }

  #on(...command: string[]): void {
    run(...this.enter, ...command);
  }
}

function run(...[file = "", ...args]: string[]): void {
  execFileSync(file, args, { stdio: ["ignore", "ignore", "pipe"] });
}

async function refusal(holder: ChildProcess): Promise<never> {
  const said: Buffer[] = [];
  holder.stderr?.on("data", (bytes: Buffer) => said.push(bytes));
  await once(holder, "close");
  throw new Error(Buffer.concat(said).toString().trim() || "unshare ended");
}
