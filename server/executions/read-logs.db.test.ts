import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LogLine, logChunks } from "#db/schema/log-chunks.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, TEST_NOW } from "#db/testing-builders.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { logText } from "./log-text.ts";
import { openLogs, ReadLogsInput, readLogs } from "./read-logs.ts";

let testDatabase: TestDatabase;
let id: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  id = (await buildExecution(testDatabase.database, { status: "in-progress", attempt: 2 })).id;
  // Chunks of different lengths: 0–2, 3, 4–9.
  for (const [firstLine, count] of [
    [0, 3],
    [3, 1],
    [4, 6],
  ] as const) {
    await writeChunk(2, firstLine, count);
  }
  await writeChunk(1, 0, 2);
});
afterAll(() => testDatabase.drop());

async function writeChunk(attempt: number, firstLine: number, lineCount: number): Promise<void> {
  const lines = Array.from({ length: lineCount }, (_, index): LogLine => {
    return [TEST_NOW.getTime(), index % 2 ? "e" : "o", `line ${firstLine + index}`];
  });
  const chunk = { executionId: id, attempt, firstLine, lineCount, lines, at: TEST_NOW };
  await testDatabase.database.db.insert(logChunks).values(chunk);
}

function context() {
  return { database: testDatabase.database, clock: new ManualClock(), actor: "operator@localhost" };
}
async function read(input: Partial<ReadLogsInput> = {}) {
  const page = await readLogs(context(), ReadLogsInput.parse({ id, ...input }));
  return { ...page, numbers: page.lines.map((line) => line.number) };
}

describe("a page of a log", () => {
  test("is the tail of the newest attempt when nothing else is asked", async () => {
    const page = await read({ limit: 3 });
    expect(page).toMatchObject({ attempt: 2, numbers: [7, 8, 9], nextLine: 10, totalLines: 10, live: true });
  });

  test("begins and ends inside chunks", async () => {
    expect(await read({ fromLine: 2, limit: 4 })).toMatchObject({ numbers: [2, 3, 4, 5], nextLine: 6 });
  });

  test("read on from nextLine gives each line once", async () => {
    const numbers: number[] = [];
    for (let next = 0; next < 10; ) {
      const page = await read({ fromLine: next, limit: 3 });
      numbers.push(...page.numbers);
      next = page.nextLine;
    }
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("at the end is empty and says where to read on", async () => {
    expect(await read({ fromLine: 10 })).toMatchObject({ numbers: [], nextLine: 10, live: true });
  });

  test("of an attempt before can't grow any more", async () => {
    const page = await read({ attempt: 1 });
    expect(page).toMatchObject({ attempt: 1, numbers: [0, 1], live: false });
    expect(page.lines.map((line) => line.stream)).toEqual(["stdout", "stderr"]);
  });

  test("of an execution without output is empty", async () => {
    const quiet = await buildExecution(testDatabase.database, { status: "success" });
    expect(await read({ id: quiet.id })).toMatchObject({
      numbers: [],
      nextLine: 0,
      totalLines: 0,
      live: false,
    });
  });

  test("of an attempt that never was is not found", async () => {
    await expect(read({ attempt: 3 })).rejects.toThrow("there is no attempt 3");
  });
});

test("a download holds every line of the attempt, with time and stream", async () => {
  const { attempt, batches } = await openLogs(context(), { id });
  let text = "";
  for await (const lines of batches) text += lines.map(logText).join("");
  expect(attempt).toBe(2);
  expect(text.split("\n")).toHaveLength(11);
  expect(text.split("\n")[1]).toBe("2026-01-01T12:00:00.000Z stderr line 1");
});
