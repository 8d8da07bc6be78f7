import { expect, test } from "vitest";
import { forgetWayBack, wayBack, wayBackCookie } from "./way-back.ts";

const ORIGIN = "http://127.0.0.1:4000";
const open = (path: string, headers: Record<string, string> = {}) =>
  new Request(ORIGIN + path, { headers: { accept: "text/html,*/*", ...headers } });
const kept = (cookie: string | null) => cookie?.split(";")[0] ?? "";

test("who has signed in comes to the page that was asked for, with all that it was asked with", () => {
  const cookie = wayBackCookie(open("/executions?q=service%3Atrain"), ORIGIN);
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=900$/);
  const back = wayBack(open("/", { cookie: `other=1; ${kept(cookie)}` }), ORIGIN);
  expect(back?.href).toBe(`${ORIGIN}/executions?q=service%3Atrain`);
});

test("it is forgotten at once, and sent over HTTPS only where that is spoken", () => {
  expect(forgetWayBack(ORIGIN)).toMatch(/^curfew-4000\.way_back=; .*Max-Age=0$/);
  expect(wayBackCookie(open("/runners"), "https://curfew.example.org")).toMatch(/^curfew-main.*; Secure$/);
});

test("only a page that somebody opens is kept, and only the first page asks for it", () => {
  expect(wayBackCookie(open("/"), ORIGIN)).toBeNull();
  expect(wayBackCookie(open("/executions", { "sec-fetch-mode": "cors" }), ORIGIN)).toBeNull();
  expect(wayBackCookie(open("/executions", { accept: "*/*" }), ORIGIN)).toBeNull();
  expect(wayBackCookie(open(`/executions?q=${"x".repeat(2_000)}`), ORIGIN)).toBeNull();
  const cookie = kept(wayBackCookie(open("/runners"), ORIGIN));
  expect(wayBack(open("/services", { cookie }), ORIGIN)).toBeNull();
  expect(wayBack(open("/"), ORIGIN)).toBeNull();
});

test.each([
  "https://evil.example/x",
  "//evil.example/x",
  "/\\evil.example/x",
  "%",
  "/",
  "javascript:alert(1)",
])("%s leads nowhere", (page) => {
  const value = page === "%" ? page : encodeURIComponent(page);
  expect(wayBack(open("/", { cookie: `curfew-4000.way_back=${value}` }), ORIGIN)).toBeNull();
});
