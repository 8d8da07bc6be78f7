import { expect, test } from "vitest";
import type { PaletteEntry } from "./command-palette.tsx";
import { matching } from "./palette-match.ts";

const entry = (label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  ...{ id: label, label, run: () => {} },
  ...more,
});
const GROUPS = [
  { title: "Page", entries: [entry("Filter"), entry("Sort")] },
  {
    title: "Things",
    entries: [entry("inventory", { hint: "Takes stock of packages: hashes every file" }), entry("stopwatch")],
  },
  { title: "Last", entries: [entry("Stop all now…", { hint: "whatever waits" })] },
];
const labels = (query: string) =>
  matching(GROUPS, query).flatMap(({ entries }) => entries.map(({ label }) => label));

test("nothing typed leaves everything where it is", () => {
  expect(labels(" ")).toEqual(["Filter", "Sort", "inventory", "stopwatch", "Stop all now…"]);
});

test("what is called as was typed comes first, in whichever group it is", () => {
  expect(labels("stop all")).toEqual(["Stop all now…"]);
  expect(labels("stop").slice(0, 2).sort()).toEqual(["Stop all now…", "stopwatch"]);
});

test("what is said of a thing has to hold the words, not only their letters", () => {
  expect(labels("stock hashes")).toEqual(["inventory"]);
  expect(labels("shake")).toEqual([]);
});

test("what was found is shown whatever was typed, behind what is called so", () => {
  const found = [{ title: "Found", entries: [entry("0192", { found: true })] }, ...GROUPS];
  const shown = matching(found, "stop all").flatMap(({ entries }) => entries.map(({ label }) => label));
  expect(shown).toEqual(["Stop all now…", "0192"]);
});
