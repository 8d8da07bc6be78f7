import type { Readable } from "node:stream";

const NEWLINE = 0x0a;

/** So much is told of a line that is dropped. */
const HEAD = 512;

/** What a stream of lines gives. */
export interface LineReader {
  onLine(line: string): void;
  /** A line was longer than the limit and is dropped; `head` is how it began. */
  onOverlong(head: string): void;
}

/** Splits bytes into lines of UTF-8 text without ever holding more than `limit` bytes and one read. */
export class LineSplitter {
  readonly #reader: LineReader;
  readonly #limit: number;
  #parts: Buffer[] = [];
  #length = 0;
  #dropping = false;
  #head = "";

  constructor(reader: LineReader, limit: number) {
    this.#reader = reader;
    this.#limit = limit;
  }

  push(data: Buffer): void {
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, start)) {
      this.#take(data.subarray(start, end));
      this.#finish();
      start = end + 1;
    }
    if (start < data.length) this.#take(data.subarray(start));
  }

  #take(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#limit) {
      if (!this.#dropping) this.#head = headOf([...this.#parts, part]);
      this.#dropping = true;
      this.#parts = [];
    } else {
      this.#parts.push(part);
    }
  }

  #finish(): void {
    const parts = this.#parts;
    const overlong = this.#dropping;
    this.#parts = [];
    this.#length = 0;
    this.#dropping = false;
    if (overlong) {
      this.#reader.onOverlong(this.#head);
      return;
    }
    const line = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    if (line && line.length > 0) this.#reader.onLine(line.toString("utf8"));
  }
}

function headOf(parts: Buffer[]): string {
  return Buffer.concat(parts.map((part) => part.subarray(0, HEAD)))
    .subarray(0, HEAD)
    .toString("utf8");
}

export function readLines(stream: Readable, reader: LineReader, limit: number): void {
  const splitter = new LineSplitter(reader, limit);
  stream.on("data", (data: Buffer) => splitter.push(data));
}
