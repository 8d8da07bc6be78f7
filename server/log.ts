import pino from "pino";
import type { LOG_LEVELS } from "./env.ts";

/**
 * One line per domain event: a constant message, and ids and durations as fields. Loops that fail go on, so an
 * error is logged with its cause.
 */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields & { error?: unknown }, message: string): void;
  /** A log that adds these fields to each line. */
  child(fields: LogFields): Log;
}

export type LogFields = Record<string, unknown>;

export interface LogOptions {
  /** The process that speaks: `web`, `runner`, `agent`. */
  name: string;
  level?: (typeof LOG_LEVELS)[number];
  /** Where lines go; standard output when left out. */
  write?: (line: string) => void;
}

/** Writes JSON lines. Fields that carry secrets are never written. */
export function createLog(options: LogOptions): Log {
  return pino(
    {
      name: options.name,
      level: options.level ?? "info",
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      errorKey: "error",
      serializers: { error: pino.stdSerializers.err },
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: "[hidden]" },
    },
    options.write ? { write: options.write } : pino.destination({ dest: 1, sync: true }),
  );
}

/** For tests and for callers that don't want to hear. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};

const SECRETS = ["token", "password", "secret", "url", "authorization", "cookie"];
