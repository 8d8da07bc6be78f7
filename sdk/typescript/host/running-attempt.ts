import { AsyncLocalStorage } from "node:async_hooks";
import { inheritExecution } from "../service/execution-binding.ts";
import type { Attempt } from "./attempt.ts";

const running = new AsyncLocalStorage<Attempt>();

/** What `run` calls, now or later, in promises, timers and listeners, is the attempt's. */
export function runAs<T>(attempt: Attempt, run: () => T): T {
  return running.run(attempt, run);
}

/** Whose call this is; undefined where nobody can say. */
export function runningAttempt(): Attempt | undefined {
  return running.getStore();
}

/**
 * Gives what is printed to the attempt that prints it, and services made later to the attempt that makes them. Call it
 * before the service is loaded. What goes round `process.stdout` and `process.stderr` (a child process, `fs.writeSync(1)`)
 * stays the worker's.
 */
export function routeByAttempt(): void {
  inheritExecution(() => running.getStore()?.execution ?? null);
  route(process.stdout, "stdout");
  route(process.stderr, "stderr");
}

type Written = (error?: Error | null) => void;

function route(stream: NodeJS.WriteStream, name: "stdout" | "stderr"): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  const routed = (chunk: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written) => {
    const text = typeof chunk === "string" ? decoded(chunk, encoding) : Buffer.from(chunk).toString("utf8");
    if (!running.getStore()?.write(name, text)) return write(chunk, encoding, written);
    const done = typeof encoding === "function" ? encoding : written;
    if (done) process.nextTick(done);
    return true;
  };
  stream.write = routed as typeof stream.write;
}

/** A string in an encoding of bytes (`hex`, `base64`) names bytes. */
function decoded(chunk: string, encoding?: BufferEncoding | Written): string {
  const names = encoding === "hex" || encoding === "base64" || encoding === "base64url";
  return names ? Buffer.from(chunk, encoding).toString("utf8") : chunk;
}
