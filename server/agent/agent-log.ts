import type { Clock } from "../clock.ts";
import type { Log, LogFields } from "../log.ts";

/** JSON lines without a logging package: an agent has 50 MB to live in. */
export function createAgentLog(clock: Clock, replicaId: string): Log {
  const write = (level: string, fields: LogFields, message: string) => {
    const at = clock.now().toISOString();
    const line = {
      level,
      time: at,
      name: "agent",
      pid: process.pid,
      replicaId,
      ...readable(fields),
      msg: message,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  const log = (extra: LogFields): Log => ({
    debug() {},
    info: (fields, message) => write("info", { ...extra, ...fields }, message),
    warn: (fields, message) => write("warn", { ...extra, ...fields }, message),
    error: (fields, message) => write("error", { ...extra, ...fields }, message),
    child: (fields) => log({ ...extra, ...fields }),
  });
  return log({});
}

function readable(fields: LogFields): LogFields {
  if (!(fields.error instanceof Error)) return fields;
  const { message, stack } = fields.error;
  return { ...fields, error: { message, stack } };
}
