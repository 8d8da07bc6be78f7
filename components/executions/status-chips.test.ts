import { expect, test } from "vitest";
import { countWords } from "./status-chips.tsx";

test("a count that goes no further says so, and one that is not known is a dash", () => {
  const none = { created: 0, success: 0, failed: 0, terminated: 0 };
  const counts = { ...none, "in-progress": 3, stopping: 1, atLeast: [] };
  expect(countWords(counts, "in-progress", String)).toBe("3");
  expect(countWords(counts, "stopping", String)).toBe("1");
  expect(countWords({ ...counts, atLeast: ["in-progress"] }, "in-progress", String)).toBe("3+");
  expect(countWords(null, "stopping", String)).toBe("–");
});
