import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { ExecutionCounts } from "#server/domain/views.ts";
import { crumbsOf } from "./crumbs.ts";
import { titleOf } from "./title.ts";

const english = numberFormat("en");

const none: ExecutionCounts = {
  created: 0,
  "in-progress": 0,
  stopping: 0,
  success: 7,
  failed: 0,
  terminated: 0,
};

test.each<[Partial<ExecutionCounts>, string]>([
  [{}, "Runners – Curfew"],
  [{ "in-progress": 3 }, "3 running – Runners – Curfew"],
  [{ "in-progress": 4, stopping: 1 }, "3 running · 1 stopping – Runners – Curfew"],
  [{ "in-progress": 1, stopping: 1 }, "1 stopping – Runners – Curfew"],
  [{ created: 12 }, "12 waiting – Runners – Curfew"],
  [{ "in-progress": 1204, created: 2 }, "1,204 running – Runners – Curfew"],
])("the title of the window with %o is %s", (counts, title) => {
  expect(titleOf({ ...none, ...counts }, crumbsOf("/runners"), english)).toBe(title);
});

test("the title has its numbers as the reader writes them", () =>
  expect(titleOf({ ...none, created: 1204 }, [], numberFormat("de-DE"))).toBe("1.204 waiting – Curfew"));

test("the title names the page before what it is below, also while nothing is known", () =>
  expect(titleOf(undefined, crumbsOf("/services/etl"), english)).toBe("etl – Services – Curfew"));

test("the breadcrumb leads to the list and shows a short id", () => {
  expect(crumbsOf("/executions/0198f3a0-1111-7222-8333-4444deadbeef")).toEqual([
    { label: "Executions", href: "/executions" },
    { label: "deadbeef" },
  ]);
});

test("the breadcrumb of a page of its own has no link", () => {
  expect(crumbsOf("/services")).toEqual([{ label: "Services" }]);
  expect(crumbsOf("/new-service")).toEqual([
    { label: "Services", href: "/services" },
    { label: "New service" },
  ]);
});

test("the breadcrumb of a webhook leads by the settings", () => {
  expect(crumbsOf("/settings/webhooks/0198f3a0-1111-7222-8333-4444deadbeef")).toEqual([
    { label: "Settings", href: "/settings" },
    { label: "Webhooks", href: "/settings/webhooks" },
    { label: "deadbeef" },
  ]);
});
