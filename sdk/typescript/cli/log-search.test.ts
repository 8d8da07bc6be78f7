import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const line = (number: number, text: string) => ({ number, at: "", stream: "stdout", text, level: null });

test("a search is read page by page to its end, of the attempt that it began with", async () => {
  answers["GET /executions/e1/logs/search"] = [
    { json: { attempt: 2, lines: [line(7, "no disk")], nextLine: 100, totalLines: 150, over: true } },
    { json: { attempt: 2, lines: [line(120, "slow disk")], nextLine: 150, totalLines: 150, over: true } },
  ];
  const { out } = await curfew("executions", "logs", "e1", "--search", "disk", "--level", "warn", "error");
  expect(out).toBe("no disk\nslow disk\n");
  const what = { text: "disk", levels: ["warn", "error"], limit: "1000" };
  expect(asked.map(({ input }) => input)).toEqual([
    { ...what, fromLine: "0" },
    { ...what, attempt: "2", fromLine: "100" },
  ]);
});

test("following and searching together is refused", async () => {
  const result = await curfew("executions", "logs", "e1", "-f", "--search", "disk");
  expect(result).toMatchObject({ code: 2, err: expect.stringContaining("--follow") });
});
