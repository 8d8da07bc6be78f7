const FLAGS_AT = 0;
const LENGTH_AT = 4;
const SENT_AT = 8;
const LINE_AT = 16;
const LINE_BYTES = 65_536;

/** At most ten progress reports a second. */
export const PROGRESS_INTERVAL_MS = 100;

/** The part of an execution that the user's thread and the listening thread share. */
export class SharedExecution {
  readonly buffer: SharedArrayBuffer;
  /** As ExecutionLink.flags. */
  readonly flags: Int32Array;
  readonly #length: Int32Array;
  readonly #sentAt: Float64Array;
  readonly #line: Uint8Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(LINE_AT + LINE_BYTES)) {
    this.buffer = buffer;
    this.flags = new Int32Array(buffer, FLAGS_AT, 1);
    this.#length = new Int32Array(buffer, LENGTH_AT, 1);
    this.#sentAt = new Float64Array(buffer, SENT_AT, 1);
    this.#line = new Uint8Array(buffer, LINE_AT, LINE_BYTES);
  }

  /** Keeps a progress message until it may be sent, in the place of an older one. False when one was kept already. */
  keepProgress(line: string): boolean {
    const bytes = Buffer.from(line);
    if (bytes.length > LINE_BYTES) throw new TypeError("a progress report is larger than 64 kB");
    const wasEmpty = this.#length[0] === 0;
    this.#line.set(bytes);
    this.#length[0] = bytes.length;
    return wasEmpty;
  }

  /** Takes the kept progress message; null when there is none. */
  takeProgress(now: number): Uint8Array | null {
    const length = this.#length[0] ?? 0;
    if (length === 0) return null;
    this.#length[0] = 0;
    this.#sentAt[0] = now;
    return this.#line.slice(0, length);
  }

  /** Milliseconds until the next progress may be sent; 0 when at once. A clock set back is no reason to wait. */
  progressDueIn(now: number): number {
    const passed = now - (this.#sentAt[0] ?? 0);
    return passed >= 0 && passed < PROGRESS_INTERVAL_MS ? PROGRESS_INTERVAL_MS - passed : 0;
  }
}
