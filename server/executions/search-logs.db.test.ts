import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LogLine, logChunks } from "#db/schema/log-chunks.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, TEST_NOW } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { SearchLogsInput, searchLogs } from "./search-logs.ts";

let testDatabase: TestDatabase;
let id: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  id = (await buildExecution(testDatabase.database, { status: "in-progress", attempt: 2 })).id;
  await write(2, 0, ["starting", "\u001b[31mERR\u001b[0mOR: no disk", "WARNING: slow disk"]);
  await write(2, 3, ["100 % of the Disk", '{"level":50,"msg":"late"}']);
  await write(1, 0, ["disk of the first attempt"]);
});
afterAll(() => testDatabase.drop());

async function write(attempt: number, firstLine: number, texts: string[], executionId = id): Promise<void> {
  const lines = texts.map((text): LogLine => [TEST_NOW.getTime(), "o", text]);
  const chunk = { executionId, attempt, firstLine, lineCount: texts.length, lines, at: TEST_NOW };
  await testDatabase.database.db.insert(logChunks).values(chunk);
}

async function search(what: object) {
  const ctx = { database: testDatabase.database, clock: systemClock, actor: "operator@localhost" };
  const page = await searchLogs(ctx, SearchLogsInput.parse({ id, ...what }));
  return { ...page, numbers: page.lines.map(({ number }) => number) };
}

describe("what is found", () => {
  test("is every line of the newest attempt with the text, whatever its case and colours", async () => {
    expect(await search({ text: "DISK" })).toMatchObject({
      attempt: 2,
      numbers: [1, 2, 3],
      nextLine: 5,
      totalLines: 5,
    });
    expect((await search({ text: "error: no" })).numbers).toEqual([1]);
    expect((await search({ text: "disk", attempt: 1 })).numbers).toEqual([0]);
  });

  test("is of a level, with or without a text; signs that mean something in SQL mean nothing", async () => {
    expect((await search({ levels: ["error"] })).numbers).toEqual([1, 4]);
    expect((await search({ levels: ["warn", "error"], text: "disk" })).numbers).toEqual([1, 2]);
    expect((await search({ text: "%" })).numbers).toEqual([3]);
    expect((await search({ text: "_" })).numbers).toEqual([]);
  });
});

describe("page by page", () => {
  test("each goes on where the one before ended", async () => {
    const first = await search({ text: "disk", limit: 2 });
    expect(first).toMatchObject({ numbers: [1, 2], nextLine: 3 });
    expect(await search({ text: "disk", limit: 2, fromLine: first.nextLine })).toMatchObject({
      numbers: [3],
      nextLine: 5,
    });
    expect(await search({ text: "disk", fromLine: 99 })).toMatchObject({ numbers: [], nextLine: 99 });
  });

  test("one looks at a hundred thousand lines at most, and says where it stopped", async () => {
    const long = await buildExecution(testDatabase.database, { status: "in-progress" });
    const thousand = Array.from({ length: 1_000 }, () => "x");
    for (let chunk = 0; chunk < 101; chunk += 1) await write(1, chunk * 1_000, thousand, long.id);
    await write(1, 101_000, ["needle"], long.id);
    const page = await search({ id: long.id, text: "needle" });
    expect(page).toMatchObject({ numbers: [], nextLine: 100_000, totalLines: 101_001 });
    expect((await search({ id: long.id, text: "needle", fromLine: page.nextLine })).numbers).toEqual([
      101_000,
    ]);
  });
});

test("what is wrong is named", async () => {
  expect(() => SearchLogsInput.parse({ id })).toThrow("text or levels must be given");
  expect(() => SearchLogsInput.parse({ id, text: "" })).toThrow("text must be 1 to 200 characters");
  expect(() => SearchLogsInput.parse({ id, levels: ["loud"] })).toThrow(
    "levels must be some of trace, debug",
  );
  await expect(search({ text: "x", attempt: 9 })).rejects.toThrow("there is no attempt 9");
});
