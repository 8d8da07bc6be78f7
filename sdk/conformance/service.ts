import { BaseServiceRunner, ExecutionTerminated, ExtensionRefused } from "curfew";

class NoSuchItem extends Error {}

const never = new Int32Array(new SharedArrayBuffer(4));

/** The functions that the transcripts call; service.py holds the same in Python. */
export class ServiceRunner extends BaseServiceRunner {
  echo(input: Record<string, unknown>) {
    return input;
  }

  facts() {
    const { executionId: id, attempt, maxAttempts, savedState, service, revision } = this.context;
    return { id, attempt, maxAttempts, savedState, service, revision };
  }

  environment() {
    const { CURFEW_EXECUTION_ID = null, CURFEW_ATTEMPT = null } = process.env;
    return { CURFEW_EXECUTION_ID, CURFEW_ATTEMPT };
  }

  fail() {
    throw new NoSuchItem("no such item");
  }

  nan() {
    return { losses: [1, Number.NaN] };
  }

  circular() {
    const ring: { self?: unknown } = {};
    ring.self = ring;
    return ring;
  }

  /** Blocks its thread, so that a stop can only come from beside the event loop. */
  loop() {
    for (;;) {
      this.checkpoint();
      Atomics.wait(never, 0, 0, 1);
    }
  }

  loop_and_save() {
    try {
      this.loop();
    } catch (error) {
      if (error instanceof ExecutionTerminated) {
        this.save({ epoch: 3 });
        error.output = { epoch: 3, reason: error.reason };
      }
      throw error;
    }
  }

  loop_and_swallow() {
    for (let swallowed = 0; swallowed < 2; swallowed++) {
      try {
        this.loop();
      } catch {}
    }
    this.loop();
  }

  loop_and_return() {
    try {
      this.loop();
    } catch {
      return "early";
    }
  }

  loop_and_fail() {
    try {
      this.loop();
    } catch (cause) {
      throw new NoSuchItem("no such item", { cause });
    }
  }

  report({ count }: { count: number }) {
    for (let step = 0; step < count; step++) this.progress.update({ percent: 0, metrics: { step } });
    this.progress.update({ percent: 100, message: "last" });
  }

  save_twice() {
    this.save({ step: 1 });
    this.save({ step: 2 });
  }

  announce_and_loop() {
    this.progress.update({ message: "running" });
    this.loop();
  }

  work_and_save() {
    for (;;) {
      this.save({ epoch: 1 });
      for (let passed = 0; passed < 10; passed++) {
        this.checkpoint();
        Atomics.wait(never, 0, 0, 1);
      }
    }
  }

  /** Lets others run between its checkpoints. */
  async walk() {
    for (;;) {
      this.checkpoint();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async walk_and_save() {
    try {
      await this.walk();
    } catch (error) {
      if (error instanceof ExecutionTerminated) {
        this.save({ epoch: 3 });
        error.output = { epoch: 3, reason: error.reason };
      }
      throw error;
    }
  }

  say({ text }: { text: string }) {
    process.stdout.write(`${text}\n`);
  }

  async say_elsewhere({ text }: { text: string }) {
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        this.say({ text });
        resolve();
      }, 1);
    });
  }

  async walk_elsewhere() {
    await new Promise((_, reject) => {
      setTimeout(() => new ServiceRunner().walk().catch(reject), 1);
    });
  }

  die() {
    process.exit(3);
  }

  async wait_and_loop() {
    await this._wait();
    this.checkpoint();
    this.progress.update({ message: "passed a checkpoint" });
    this.loop_and_save();
  }

  async loop_and_wait() {
    try {
      this.loop();
    } catch {
      await this._wait();
    }
    this.loop();
  }

  async extend({ seconds }: { seconds: number }) {
    const answer = await this.extendTimeout(seconds).then(
      (deadline) => deadline?.toISOString(),
      (error: unknown) => (error instanceof ExtensionRefused ? error.message : String(error)),
    );
    return { answer, deadline: this.context.deadline?.toISOString() };
  }

  async _wait() {
    const woken = new Promise((resolve) => process.once("SIGUSR2", resolve));
    this.progress.update({ message: "waiting" });
    await woken;
  }
}
