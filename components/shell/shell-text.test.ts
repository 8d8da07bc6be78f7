import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { TabCounts } from "#server/domain/tab-counts.ts";
import { crumbsOf } from "./crumbs.ts";
import { staleWords, titleOf } from "./title.ts";

const english = numberFormat("en");

const none: TabCounts = {
  running: 0,
  stopping: 0,
  lost: 0,
  overdue: 0,
  waiting: 0,
  moreRun: false,
  moreWait: false,
};

test.each<[Partial<TabCounts>, string]>([
  [{}, "Runners – Curfew"],
  [{ running: 3 }, "3 running – Runners – Curfew"],
  [{ running: 3, stopping: 1 }, "3 running · 1 stopping – Runners – Curfew"],
  [{ stopping: 1, waiting: 4 }, "1 stopping – Runners – Curfew"],
  [{ waiting: 12 }, "12 waiting – Runners – Curfew"],
  [{ running: 1204, waiting: 2 }, "1,204 running – Runners – Curfew"],
  [{ running: 2, lost: 1, overdue: 1 }, "1 lost · 1 overdue · 2 running – Runners – Curfew"],
  [{ running: 9_998, lost: 3, moreRun: true }, "3+ lost · 9,998+ running – Runners – Curfew"],
  [{ waiting: 10_001, moreWait: true }, "10,001+ waiting – Runners – Curfew"],
])("the title of the window with %o is %s", (counts, title) => {
  expect(titleOf({ ...none, ...counts }, null, crumbsOf("/runners"), english)).toBe(title);
});

test("the title has its numbers as the reader writes them", () =>
  expect(titleOf({ ...none, waiting: 1204 }, null, [], numberFormat("de-DE"))).toBe(
    "1.204 waiting – Curfew",
  ));

test("the title tells no counts that are not those of now, and why", () => {
  const clock = (at: Date) => at.toISOString().slice(11, 16);
  const readAt = Date.UTC(2026, 10, 3, 10, 42);
  const news = { counts: { ...none, running: 3 }, readAt };
  const live = { state: "live" } as const;
  const offline = { state: "offline", since: null } as const;
  expect(staleWords(news, live, readAt + 61_000, clock)).toBeNull();
  expect(staleWords(news, live, readAt + 91_000, clock)).toBe("not read since 10:42");
  expect(staleWords(news, offline, readAt + 5_000, clock)).toBe("offline since 10:42");
  expect(staleWords({ counts: null, readAt: null }, offline, readAt, clock)).toBe("offline");
  expect(titleOf(news.counts, "offline since 10:42", crumbsOf("/runners"), english)).toBe(
    "offline since 10:42 – Runners – Curfew",
  );
});

test("the title names the page before what it is below, also while nothing is known", () =>
  expect(titleOf(null, null, crumbsOf("/services/etl"), english)).toBe("etl – Services – Curfew"));

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
