import { expect, test } from "vitest";
import { tabIcon, tabStateOf } from "./tab-icon.ts";

const nothing = {
  running: 0,
  stopping: 0,
  lost: 0,
  overdue: 0,
  waiting: 3,
  moreRun: false,
  moreWait: false,
};

test("the tab tells the strongest of what is true", () => {
  const all = { ...nothing, running: 2, stopping: 1, overdue: 1, lost: 1 };
  expect(tabStateOf(null, false)).toBe("idle");
  expect(tabStateOf(nothing, false)).toBe("idle");
  expect(tabStateOf({ ...nothing, running: 2 }, false)).toBe("running");
  expect(tabStateOf({ ...all, overdue: 0, lost: 0 }, false)).toBe("stopping");
  expect(tabStateOf({ ...all, lost: 0 }, false)).toBe("overdue");
  expect(tabStateOf(all, false)).toBe("lost");
  expect(tabStateOf(all, true)).toBe("offline");
});

test("each state has an icon of its own", () => {
  const icons = (["idle", "running", "stopping", "overdue", "lost", "offline"] as const).map(tabIcon);
  expect(new Set(icons).size).toBe(icons.length);
});
