import { afterEach, beforeEach, expect, test } from "vitest";
import { terminateExecution } from "#server/executions/terminate.ts";
import { RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

test("a command that fails once succeeds at its second try", async () => {
  const script = '[ -e "$CURFEW_HOME/failed" ] || { : > "$CURFEW_HOME/failed"; exit 7; }';
  const id = await world.run(await world.deploy(script, { maxRetries: 1, retryWait: 1 }));
  expect(await world.untilStatus(id, "success")).toMatchObject({
    attempt: 2,
    attempts: [
      { outcome: "rerun", reason: "error", exitCode: 7 },
      { outcome: "success", exitCode: 0 },
    ],
  });
});

test("one that waits for its next try ends at once when it is terminated", async () => {
  const id = await world.run(await world.deploy("exit 7", { maxRetries: 2, retryWait: 3_600 }));
  await world.until(id, ({ notBefore }) => notBefore !== null);
  expect(await terminateExecution(world.ctx, { id })).toMatchObject({
    status: "terminated",
    stopping: false,
  });
});

test("a command that holds more memory than it may ends as out of memory, with the figures", async () => {
  const hold = "import time; held = b'x' * (200 * 1048576); time.sleep(600)";
  const id = await world.run(await world.deploy(`python3 -c "${hold}" & wait`, { memoryLimit: 100 }));
  expect(await world.untilStatus(id, "failed")).toMatchObject({
    reason: "out-of-memory",
    message: expect.stringMatching(
      /^Execution ran out of memory\. It held \d+ MiB, and its limit is 100 MiB$/,
    ),
    stop: { reason: "out-of-memory", rung: "verified" },
  });
});
