import { expect, test } from "vitest";
import type { Shortcut } from "./key-reader.ts";
import { groupsOf } from "./shortcut-groups.ts";

const shortcut = (label: string, keys: string | null): Shortcut => ({ label, keys, run: () => {} });
const groups = [
  { title: "Everywhere", byName: true, shortcuts: [shortcut("Show this help", "?")] },
  { title: "Services", byName: false, shortcuts: [shortcut("Next service", "j")] },
  { title: "This service", byName: true, shortcuts: [shortcut("Pause it", null)] },
  { title: "This execution", byName: true, shortcuts: [shortcut("Terminate it…", "t")] },
  { title: "This execution", byName: true, shortcuts: [shortcut("Withdraw the stop", null)] },
];
const shown = (wanted: Parameters<typeof groupsOf>[1]) =>
  groupsOf(groups, wanted).map(({ title, shortcuts }) => [title, ...shortcuts.map(({ label }) => label)]);

test("the help sheet has what has keys, and no group without any", () => {
  expect(shown(({ keys }) => keys !== null)).toEqual([
    ["Everywhere", "Show this help"],
    ["Services", "Next service"],
    ["This execution", "Terminate it…"],
  ]);
});

test("the palette has what can be found by name, of one title together", () => {
  expect(shown((_, { byName, title }) => byName && title !== "Everywhere")).toEqual([
    ["This service", "Pause it"],
    ["This execution", "Terminate it…", "Withdraw the stop"],
  ]);
});
