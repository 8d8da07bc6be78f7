import { BaseServiceRunner, ExecutionTerminated } from "curfew";

const COST_CALLS = 5_000_000;
const never = new Int32Array(new SharedArrayBuffer(4));

/** What the benchmark runs in Node workers. Times are nanoseconds of the monotonic clock, as text. */
export class ServiceRunner extends BaseServiceRunner {
  stamp() {
    return { at: String(process.hrtime.bigint()) };
  }

  nothing() {}

  /** Blocks its thread between checkpoints, as code that computes does. */
  loop({ pause_ms }: { pause_ms: number }) {
    try {
      for (;;) {
        this.checkpoint();
        Atomics.wait(never, 0, 0, pause_ms);
      }
    } catch (error) {
      if (error instanceof ExecutionTerminated) error.output = { at: String(process.hrtime.bigint()) };
      throw error;
    }
  }

  checkpoint_cost() {
    for (let call = 0; call < COST_CALLS; call++) this.checkpoint();
    const began = process.hrtime.bigint();
    for (let call = 0; call < COST_CALLS; call++) this.checkpoint();
    return { nanoseconds: Number(process.hrtime.bigint() - began) / COST_CALLS };
  }
}
