import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { modeChoices } from "./bulk-modes.ts";

const format = numberFormat("en");

test("a mode says what it does to each way of running, and is offered where it does something", () => {
  const none = { own: 0, shared: 0, command: 0 };
  const offered = (workers: typeof none | null) => modeChoices(workers, format).map(({ value }) => value);
  expect(offered({ ...none, own: 2 })).toEqual(["checkpoint", "save", "now"]);
  expect(offered({ ...none, shared: 2 })).toEqual(["checkpoint", "save"]);
  expect(offered({ ...none, command: 2 })).toEqual(["checkpoint", "now"]);
  expect(offered(none)).toEqual([]);
  const mixed = modeChoices({ own: 18, shared: 1_200, command: 1 }, format).find(
    ({ value }) => value === "now",
  );
  expect(mixed?.lines).toEqual([
    "18 in a worker of their own: SIGTERM at once; work since the last save is lost",
    "1,200 in shared workers: no signal; a reset of its replica begins, and waits for what else runs there",
    "1 command: SIGTERM at once; what it has not kept is lost",
  ]);
  expect(modeChoices(null, format)).toHaveLength(3);
});
