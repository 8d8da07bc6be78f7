import { expect, test } from "vitest";
import { overlaid } from "./overlaid.ts";

const row = (id: string, status = "in-progress") => ({ id, status });

test("a long list shows what was read again in its place, and what is newer above", () => {
  const again = [row("2", "success")];
  const top = [row("4"), row("3", "failed")];
  expect(overlaid([row("3"), row("2"), row("1")], again, top)).toEqual([
    row("4"),
    row("3", "failed"),
    row("2", "success"),
    row("1"),
  ]);
});
