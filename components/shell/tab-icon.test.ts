import { expect, test } from "vitest";
import { tabIcon, tabStateOf } from "./tab-icon.ts";

const nothing = { created: 0, "in-progress": 0, stopping: 0, success: 9, failed: 2, terminated: 1 };
const live = { state: "live" } as const;

test("the tab tells the strongest of what is true", () => {
  expect(tabStateOf(undefined, live)).toBe("idle");
  expect(tabStateOf(nothing, live)).toBe("idle");
  expect(tabStateOf({ ...nothing, "in-progress": 2 }, live)).toBe("running");
  expect(tabStateOf({ ...nothing, "in-progress": 2, stopping: 1 }, live)).toBe("stopping");
  expect(tabStateOf({ ...nothing, "in-progress": 2 }, { state: "offline", since: null })).toBe("offline");
});

test("each state has an icon of its own", () => {
  const icons = (["idle", "running", "stopping", "offline"] as const).map(tabIcon);
  expect(new Set(icons).size).toBe(icons.length);
});
