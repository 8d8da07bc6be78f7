import type { RawFrame, RawThread } from "./stack-reading.ts";

const THREAD = /^(?:Current thread|Thread) (0x[0-9a-f]+)(?: \[(.*)\])? \(most recent call first\):$/;
const FRAME = /^ {2}File "(.*)", line (\d+|\?\?\?) in (.*)$/;

/** What Python's faulthandler writes, as threads: that which began the process first, then the others from the oldest on. */
export function parsePythonDump(text: string, executionOf: (ident: number) => string | null): RawThread[] {
  const threads: RawThread[] = [];
  for (const line of text.split("\n")) {
    const [, ident, name] = THREAD.exec(line) ?? [];
    const thread = threads.at(-1);
    if (ident) threads.push(newThread(name ?? `thread ${ident}`, executionOf(Number(ident))));
    else if (thread && line.startsWith("  ")) addLine(thread, line);
  }
  const last = threads.at(-1);
  if (last) Object.assign(last, { name: "main thread", main: true });
  return threads.reverse();
}

function newThread(name: string, execution: string | null): RawThread {
  return { name, main: false, execution, frames: [], note: null };
}

/** Beside calls there are remarks: `<no Python frame>`, `Garbage-collecting`, `...` where it was cut. */
function addLine(thread: RawThread, line: string): void {
  const frame = parseFrame(line);
  if (frame) thread.frames.push(frame);
  else thread.note = [thread.note, line.trim()].filter(Boolean).join(", ");
}

function parseFrame(line: string): RawFrame | null {
  const [, file, number, name] = FRAME.exec(line) ?? [];
  if (file === undefined || name === undefined) return null;
  return { function: name, file, line: number === "???" ? null : Number(number) };
}
