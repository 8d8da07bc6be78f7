import type { z } from "zod";
import type { Database } from "#db/client.ts";
import { manualContext } from "#db/testing.ts";
import type { BulkDetail, BulkDraft } from "#server/domain/bulk-views.ts";
import { BulkCarrier } from "./bulk-carrier.ts";
import { carryOnBulk } from "./carry-on.ts";
import { getBulk } from "./get.ts";
import { PrepareBulkInput, prepareBulk } from "./prepare.ts";
import { startBulk } from "./start.ts";

type Asked = z.input<typeof PrepareBulkInput>;

/** What tests of bulks do, on a clock of their own. */
export class TestingBulks {
  readonly ctx: ReturnType<typeof manualContext>;
  readonly #never = new AbortController().signal;

  constructor(database: Database) {
    this.ctx = manualContext(database);
  }

  prepare(asked: Asked): Promise<BulkDraft> {
    return prepareBulk(this.ctx, PrepareBulkInput.parse(asked));
  }

  /** Gives its id. */
  async begin(asked: Asked): Promise<string> {
    const { id, total } = await this.prepare(asked);
    await startBulk(this.ctx, { id, count: total });
    return id;
  }

  /** One step of the bulk that comes first; false when there is none. */
  step(carrier = "the only one", signal: AbortSignal = this.#never): Promise<boolean> {
    return carryOnBulk({ ...this.ctx, actor: "system" }, carrier, signal);
  }

  /** Carries all on until nothing is left to do. */
  carryAllOn(): Promise<void> {
    return new BulkCarrier({ ...this.ctx, actor: "system" }, this.#never).look();
  }

  /** Begins it and carries it out; gives its id. */
  async carryOut(asked: Asked): Promise<string> {
    const id = await this.begin(asked);
    await this.carryAllOn();
    return id;
  }

  get(id: string): Promise<BulkDetail> {
    return getBulk(this.ctx, { id });
  }

  /** Lets the bulk do all its steps again, as after a crash that came before they were written down. */
  async forgetSteps(id: string): Promise<void> {
    const { sql } = this.ctx.database;
    await sql`update bulk_items set state = 'waiting' where bulk_id = ${id}`;
    await sql`update bulks set status = 'running', ended_at = null where id = ${id}`;
  }
}
