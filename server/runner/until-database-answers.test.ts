import { expect, test } from "vitest";
import type { Log } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { untilDatabaseAnswers } from "./until-database-answers.ts";

const failing = (code: string) => Object.assign(new Error(`said ${code}`), { code });

function world(answers: (Error | null)[]) {
  const clock = new ManualClock();
  const waits: unknown[] = [];
  const log = { warn: (fields: { againInMs?: unknown }) => waits.push(fields.againInMs) } as unknown as Log;
  const ask = async () => {
    const answer = answers.shift();
    if (answer) throw answer;
  };
  return { clock, waits, left: answers, done: untilDatabaseAnswers(ask, clock, log) };
}

test("asks again, less and less often, until it is there", async () => {
  const { clock, waits, left, done } = world([
    ...Array.from({ length: 7 }, () => failing("ECONNREFUSED")),
    null,
  ]);
  while (left.length > 0) {
    await new Promise(setImmediate);
    clock.advance(5_000);
  }
  await done;
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});

test("a database that refuses is not waited for", async () => {
  const { waits, done } = world([failing("28P01"), null]);
  await expect(done).rejects.toThrow("said 28P01");
  expect(waits).toEqual([]);
});
