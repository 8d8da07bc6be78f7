import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** One event as it lies in the spool and goes over the wire. */
export interface SpoolEntry {
  seq: number;
  /** The JSON of a SequencedEvent, without a line end. */
  json: string;
}

/**
 * The spool on disk: JSON lines, the first of which says up to which number all is acknowledged. Nothing waits for
 * the disk itself (no fsync): what was written outlives the agent's death, though not the machine's.
 */
export class SpoolFile {
  readonly #path: string;
  #file: number | null = null;
  /** The newest event that may be in the file. */
  #lastSeq = 0;
  /** Bytes in the file. */
  size = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** What an earlier life of this agent left; a line that was cut by its death is left out. */
  read(): { ackedSeq: number; entries: SpoolEntry[] } {
    const [first = "", ...lines] = this.#lines();
    const ackedSeq = parse<{ ackedSeq: number }>(first)?.ackedSeq ?? 0;
    const entries = lines.flatMap((json) => {
      const seq = parse<{ seq: number }>(json)?.seq;
      return seq !== undefined && seq > ackedSeq ? [{ seq, json }] : [];
    });
    this.#lastSeq = entries.at(-1)?.seq ?? ackedSeq;
    return { ackedSeq, entries };
  }

  /** Throws what the disk answers. */
  append(entries: SpoolEntry[]): void {
    if (this.#file === null) throw new Error("The spool is not open");
    this.#lastSeq = entries.at(-1)?.seq ?? this.#lastSeq;
    this.#write(this.#file, entries.map(({ json }) => `${json}\n`).join(""));
  }

  /** Begins the file anew; a death in between leaves the old one. Throws what the disk answers. */
  rewrite(ackedSeq: number, entries: SpoolEntry[]): void {
    this.close();
    mkdirSync(dirname(this.#path), { recursive: true });
    // On a full disk the new one needs the room of an old one that nobody needs any more.
    if (ackedSeq >= this.#lastSeq) rmSync(this.#path, { force: true });
    const draft = `${this.#path}.new`;
    const file = openSync(draft, "w", 0o600);
    try {
      this.size = 0;
      this.#write(file, [`{"ackedSeq":${ackedSeq}}`, ...entries.map(({ json }) => json), ""].join("\n"));
      renameSync(draft, this.#path);
      this.#file = file;
      this.#lastSeq = entries.at(-1)?.seq ?? ackedSeq;
    } catch (error) {
      closeSync(file);
      rmSync(draft, { force: true });
      throw error;
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #write(file: number, text: string): void {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    this.size += bytes.length;
  }

  #lines(): string[] {
    try {
      return readFileSync(this.#path, "utf8").split("\n").slice(0, -1);
    } catch {
      return [];
    }
  }
}

function parse<T>(json: string): T | null {
  try {
    return JSON.parse(json) as T;
  } catch {
    return null;
  }
}
