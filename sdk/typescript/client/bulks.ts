import { allRows } from "./all-rows.ts";
import type { StopMode } from "./stop.ts";
import { pathOf, type Transport } from "./transport.ts";
import type { Bulk, BulkDraft, BulkMoved, BulkRow } from "./types.ts";

export type BulkKind = BulkRow["kind"];

export interface PrepareBulk {
  kind: BulkKind;
  /** Either these, or `where`. */
  ids?: string[];
  /** As it is typed in the list: `service:train status:in-progress older:1h`. */
  where?: string;
  /** Of `terminate`: how what runs is stopped. */
  mode?: StopMode;
  /** Of `extend`, one of them: to so many seconds from now, by so many, or to a time, ISO 8601. */
  inSeconds?: number;
  bySeconds?: number;
  at?: string;
  /** Of `label`. */
  set?: Record<string, string>;
  remove?: string[];
}

/** One thing done to many executions. */
export class Bulks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Finds out whom it is about: exactly these, and nobody who comes later. */
  prepare(bulk: PrepareBulk): Promise<BulkDraft> {
    return this.#transport.post("/bulks", bulk);
  }

  /** Begins one that was prepared; `count` is its `total`. `mode` goes with `terminate`; left out, it is as prepared. */
  start(id: string, count: number, note?: string, mode?: StopMode): Promise<BulkMoved> {
    return this.#transport.post(pathOf("bulks", id, "start"), {
      count,
      ...(note && { note }),
      ...(mode && { mode }),
    });
  }

  /** Terminates all that fits, without counting first; an empty filter is everything. */
  stopNow(where: string, note?: string, mode?: StopMode): Promise<BulkMoved> {
    return this.#transport.post("/bulks/stop-now", { where, ...(note && { note }), ...(mode && { mode }) });
  }

  /** The newest, `most` of them. */
  list(most = 50): Promise<BulkRow[]> {
    return allRows(this.#transport, "/bulks", most);
  }

  get(id: string): Promise<Bulk> {
    return this.#transport.get(pathOf("bulks", id));
  }

  /** `abort` leaves alone whom it has not reached. */
  move(id: string, move: "pause" | "resume" | "abort"): Promise<BulkMoved> {
    return this.#transport.post(pathOf("bulks", id, move));
  }
}
