const MAX_TEXT = 65_536;
const HOST_FRAME = /^\s+at .*(\/sdk\/typescript\/(host|service)\/|\/node-host\.mjs)/;
const NODE_FRAME = /^\s+at .*\(?node:/;

/** The `error` of a message. */
export interface ErrorReport {
  type: string;
  message: string;
  stack: string;
}

/** Says what was thrown, be it an Error or not; stacks keep the user's own frames only. */
export function errorReport(thrown: unknown): ErrorReport {
  if (!(thrown instanceof Error)) {
    return { type: typeof thrown, message: textOf(thrown).slice(0, MAX_TEXT), stack: "" };
  }
  const type = thrown.name === "Error" ? thrown.constructor.name : thrown.name;
  return {
    type: String(type || "Error").slice(0, 200),
    message: String(thrown.message).slice(0, MAX_TEXT),
    stack: withoutHost(stackOf(thrown)).slice(0, MAX_TEXT),
  };
}

function stackOf(error: Error): string {
  const stack = String(error.stack ?? "");
  return error.cause instanceof Error ? `${stack}\nCaused by: ${stackOf(error.cause)}` : stack;
}

function withoutHost(stack: string): string {
  const lines = stack.split("\n").filter((line) => !HOST_FRAME.test(line));
  while (lines.length > 1 && NODE_FRAME.test(lines.at(-1) ?? "")) lines.pop();
  return lines.join("\n");
}

function textOf(value: unknown): string {
  try {
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
