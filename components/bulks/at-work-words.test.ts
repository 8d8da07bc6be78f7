import { expect, test } from "vitest";
import { atWorkWords } from "./at-work-words.ts";

test("what runs is told with how far it had come, and what its stop would cost", () => {
  const at = new Date(1_000_000);
  const ago = (seconds: number) => new Date(at.getTime() - seconds * 1_000);
  const row = { startedAt: ago(720), checkpointAt: ago(4), savedAt: ago(130) };
  expect(atWorkWords(row, "own", "checkpoint", at)).toBe("last checkpoint 4 s ago · saved 2 m ago");
  expect(atWorkWords(row, "own", "now", at)).toContain("up to 2 m of work is lost");
  expect(atWorkWords(row, "shared", "now", at)).not.toContain("lost");
  expect(atWorkWords({ ...row, savedAt: null, checkpointAt: null }, "own", "save", at)).toBe(
    "no checkpoint yet · nothing saved yet",
  );
  expect(atWorkWords(row, "command", "now", at)).toBe("has run for 12 m · up to 12 m of work is lost");
});
