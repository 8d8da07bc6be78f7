import { expect, test } from "vitest";
import { attentionOf } from "./overview.ts";

const now = new Date(1_000_000);
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const row = { lost: false, stop: null, startedAt: at(-100), deadlineAt: at(900) };

test("what is past its deadline is overdue, what only takes longer than usual is slow", () => {
  expect(attentionOf(row, null, now)).toBeNull();
  expect(attentionOf(row, 50_000, now)).toBe("slow");
  expect(attentionOf({ ...row, deadlineAt: at(-1) }, 50_000, now)).toBe("overdue");
  expect(attentionOf({ ...row, deadlineAt: at(5) }, null, now)).toBe("near-deadline");
});
