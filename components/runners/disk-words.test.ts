import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { diskWords } from "./disk-words.ts";

const english = numberFormat("en");

test.each([
  ["ENOSPC", "disk full: what it says is kept in memory, 12 MiB"],
  ["EDQUOT", "disk quota used up: what it says is kept in memory, 12 MiB"],
  ["EROFS", "disk is read-only: what it says is kept in memory, 12 MiB"],
  ["EIO", "disk refuses writes (EIO): what it says is kept in memory, 12 MiB"],
])("%s reads as %s", (code, words) => {
  expect(diskWords({ code, since: "2026-11-01T10:00:00.000Z", heldBytes: 12 * 1_048_576 }, english)).toBe(
    words,
  );
});
