import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { BaseServiceRunner } from "curfew";

const JOURNAL = process.env.CHAOS_JOURNAL ?? "";

/** What beats.py does, in Node: see there. `deaf` never yields to the event loop. */
export class ServiceRunner extends BaseServiceRunner {
  async work({ seconds, manner }: { seconds: number; manner: string }) {
    this.#note("begin");
    if (manner === "strays") this.#leaveStray();
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      await this.#pause(manner === "deaf");
      this.#note("beat");
      if (manner !== "deaf") this.checkpoint();
    }
    if (manner === "raises") throw new Error("this one always fails");
    this.#note("end");
    return { attempt: this.context.attempt };
  }

  #leaveStray(): void {
    const script = join(import.meta.dirname, "stray.sh");
    const { executionId, attempt } = this.context;
    const args = [script, join(JOURNAL, executionId), String(attempt), process.env.CHAOS_STRAYS ?? ""];
    execFileSync("sh", args, { stdio: "ignore" });
  }

  async #pause(deaf: boolean): Promise<void> {
    if (deaf) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }

  #note(what: string): void {
    const line = `${this.context.attempt} ${what} ${process.hrtime.bigint()} ${process.pid}\n`;
    appendFileSync(join(JOURNAL, this.context.executionId), line);
  }
}
