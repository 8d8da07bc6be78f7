import { StringDecoder } from "node:string_decoder";
import type { Clock } from "../clock.ts";
import type { LastLine } from "../domain/autopsy.ts";
import { cleanText } from "./clean-json.ts";
import type { OutputStream } from "./workers/worker.ts";

export type LogStream = "o" | "e" | "r" | "s";
export type LogLine = [at: number, stream: LogStream, text: string];

const LOG_STREAM: Record<OutputStream, LogStream> = { o: "o", e: "e", ro: "r", re: "r" };
const OUTPUT_STREAMS = Object.keys(LOG_STREAM) as OutputStream[];

const STREAM_NAMES = { o: "stdout", e: "stderr", r: "replica", s: "curfew" } as const;
/** So many are kept for an autopsy. */
const LAST_LINES = 15;

/** A chunk leaves when it has this many lines or characters, or is this old. */
const CHUNK_LINES = 200;
const CHUNK_CHARACTERS = 65_536;
const CHUNK_MS = 100;
/** A longer line is split. */
export const LONGEST_LINE = 65_536;

/** Turns the output of one attempt into numbered chunks of lines. */
export class LogLines {
  readonly #clock: Clock;
  readonly #emit: (firstLine: number, lines: LogLine[]) => unknown;
  readonly #streams = { o: new LineText(), e: new LineText(), ro: new LineText(), re: new LineText() };
  #lines: LogLine[] = [];
  #characters = 0;
  #firstLine = 0;
  #cancelFlush: (() => void) | null = null;
  /** Lines that could not be kept and of which that is not said yet. */
  #lost = 0;
  /** The last ones that were emitted. */
  #emitted: LogLine[] = [];

  /** `emit` gets consecutive lines; `firstLine` counts from 0. It answers false when they could not be kept. */
  constructor(clock: Clock, emit: (firstLine: number, lines: LogLine[]) => unknown) {
    this.#clock = clock;
    this.#emit = emit;
  }

  push(stream: OutputStream, data: Buffer): void {
    const at = this.#clock.now().getTime();
    this.#streams[stream].push(data, (text) => this.#add(at, LOG_STREAM[stream], text));
  }

  /** A line of Curfew's own. */
  note(text: string): void {
    this.#add(this.#clock.now().getTime(), "s", text);
  }

  /** The last lines, those not emitted yet and the one that has no end yet too. */
  last(): LastLine[] {
    const at = this.#clock.now().getTime();
    const begun = OUTPUT_STREAMS.flatMap((stream): LogLine[] => {
      const { rest } = this.#streams[stream];
      return rest === "" ? [] : [[at, LOG_STREAM[stream], rest]];
    });
    return [...this.#emitted, ...this.#lines, ...begun].slice(-LAST_LINES).map(([when, stream, text]) => ({
      at: new Date(when).toISOString(),
      stream: STREAM_NAMES[stream],
      text,
    }));
  }

  /** Nothing more comes: what has no line end is a line too. */
  end(): void {
    const at = this.#clock.now().getTime();
    for (const stream of OUTPUT_STREAMS) {
      this.#streams[stream].end((text) => this.#add(at, LOG_STREAM[stream], text));
    }
    this.#flush();
    // Without lines of its own beside it this is always kept.
    if (this.#lost > 0) this.#emit(this.#firstLine, [this.#lostNote()]);
  }

  #lostNote(): LogLine {
    const text = `${this.#lost} ${this.#lost === 1 ? "line was" : "lines were"} not kept: more was printed than could be written down`;
    return [this.#clock.now().getTime(), "s", text];
  }

  #add(at: number, stream: LogStream, text: string): void {
    this.#lines.push([at, stream, text]);
    this.#characters += text.length;
    if (this.#lines.length >= CHUNK_LINES || this.#characters >= CHUNK_CHARACTERS) this.#flush();
    else this.#cancelFlush ??= this.#clock.after(CHUNK_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    const firstLine = this.#firstLine;
    this.#lines = [];
    this.#characters = 0;
    const told = this.#lost > 0 ? [this.#lostNote(), ...lines] : lines;
    this.#emitted = (lines.length < LAST_LINES ? [...this.#emitted, ...lines] : lines).slice(-LAST_LINES);
    if (this.#emit(firstLine, told) === false) {
      this.#lost += lines.length;
      return;
    }
    this.#lost = 0;
    this.#firstLine += told.length;
  }
}

/** One stream's bytes as text; what is no UTF-8 becomes U+FFFD. */
class LineText {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  /** What has come of a line without an end. */
  get rest(): string {
    return cleanText(this.#rest);
  }

  push(data: Buffer, add: (text: string) => void): void {
    this.#split(this.#decoder.write(data), add);
  }

  end(add: (text: string) => void): void {
    this.#split(this.#decoder.end(), add);
    if (this.#rest) add(cleanText(this.#rest));
    this.#rest = "";
  }

  #split(text: string, add: (text: string) => void): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#rest += text.slice(start, end);
      this.#cut(add);
      add(cleanText(this.#rest.endsWith("\r") ? this.#rest.slice(0, -1) : this.#rest));
      this.#rest = "";
      start = end + 1;
    }
    this.#rest += text.slice(start);
    this.#cut(add);
  }

  #cut(add: (text: string) => void): void {
    while (this.#rest.length > LONGEST_LINE) {
      const pair = isHighSurrogate(this.#rest.charCodeAt(LONGEST_LINE - 1)) ? 1 : 0;
      add(cleanText(this.#rest.slice(0, LONGEST_LINE - pair)));
      this.#rest = this.#rest.slice(LONGEST_LINE - pair);
    }
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
