import { describe, expect, test } from "vitest";
import { labelHref } from "./filter-href.ts";
import { readFilter, rewrittenHref } from "./filter-url.ts";

describe("filters in the address", () => {
  test("that can't be read are said, and restrict nothing", () => {
    expect(readFilter("status:bored")).toMatchObject({
      text: "status:bored",
      fault: expect.stringContaining("status is one of"),
      query: { statuses: [] },
    });
  });
  test("with a parameter each are rewritten as they are typed", () => {
    const href = rewrittenHref({ service: "my train", status: "failed,terminated", since: "24h", q: "oom" });
    const text = decodeURIComponent(href?.split("?q=")[1] ?? "");
    expect(text).toBe('oom service:"my train" status:failed,terminated newer:24h');
    expect(rewrittenHref({ q: "oom" })).toBeNull();
  });
  test("of a label find its whole value, commas and quotes too", () => {
    for (const value of ["vision", "a,b", 'computer "vision"', "x=y\\z"]) {
      const where = decodeURIComponent(labelHref(`team=${value}`).split("?q=")[1] ?? "");
      expect(readFilter(where).query.labels).toEqual([{ key: "team", values: [value] }]);
    }
  });
});
