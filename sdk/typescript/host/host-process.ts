import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DIST = join(ROOT, "dist", "sdk-test");
const HOST = join(DIST, "node-host.mjs");

export interface Message {
  type: string;
  [field: string]: unknown;
}

/** Builds the host as `npm start` does, but for these tests alone. */
export async function buildHost(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["sdk/typescript/host/main.ts"],
    outfile: HOST,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
  });
}

/** A real Node host over a real socket pair, from the agent's side. */
export class HostProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  readonly #lines: Message[] = [];
  #log = "";
  #unfinished = "";
  #streamEnded = false;
  #wake: () => void = () => {};

  constructor(entry: string, env: Record<string, string> = {}) {
    const known = { PATH: process.env.PATH, CURFEW_HOME: join(DIST, "test-home"), CURFEW_ROOT: ROOT };
    this.child = spawn(process.execPath, [HOST], {
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      env: { ...known, CURFEW_ENTRY: entry, ...env } as unknown as NodeJS.ProcessEnv,
    });
    this.ended = new Promise((resolve) => {
      this.child.on("close", (code, signal) => resolve({ code, signal }));
    });
    for (const output of [this.child.stdout, this.child.stderr]) {
      output?.setEncoding("utf8").on("data", (text) => {
        this.#log += text;
      });
    }
    this.stream.setEncoding("utf8").on("data", (text) => this.#receive(String(text)));
    this.stream.on("error", () => {});
    this.stream.on("close", () => {
      this.#streamEnded = true;
      this.#wake();
    });
  }

  get stream(): Socket {
    return this.child.stdio[3] as Socket;
  }

  /** What it wrote to stdout and stderr; whole once it has ended. */
  get log(): string {
    return this.#log;
  }

  send(...messages: Message[]): void {
    this.stream.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
  }

  run(
    functionName: string,
    input: Record<string, unknown> = {},
    attempt = 1,
    id = "e1",
    savedState: unknown = null,
  ): void {
    const context = { service: "conformance", revision: 7, maxAttempts: 3 };
    const deadline = "2030-01-02T03:04:05.678Z";
    const order = { id, attempt, function: functionName, input, deadline, savedState, context };
    this.send({ type: "run", ...order });
  }

  stop(reason = "terminated", attempt = 1, id = "e1"): void {
    this.send({ type: "stop", id, attempt, reason, graceMs: 30_000 });
  }

  /** The next message, which stays unread; null at the end of the stream. */
  async peek(): Promise<Message | null> {
    while (this.#lines.length === 0) {
      if (this.#streamEnded) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#lines[0] ?? null;
  }

  async next(): Promise<Message | null> {
    await this.peek();
    return this.#lines.shift() ?? null;
  }

  /** Reads on until a message of this type; throws at the end of the stream. */
  async until(type: string): Promise<Message> {
    for (;;) {
      const message = await this.next();
      if (!message) throw new Error(`the stream ended before ${type}; log: ${this.#log}`);
      if (message.type === type) return message;
    }
  }

  kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-(this.child.pid as number), signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  #receive(text: string): void {
    const lines = (this.#unfinished + text).split("\n");
    this.#unfinished = lines.pop() as string;
    this.#lines.push(...lines.map((line) => JSON.parse(line) as Message));
    this.#wake();
  }
}
