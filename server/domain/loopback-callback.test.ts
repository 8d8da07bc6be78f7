import { expect, test } from "vitest";
import { callbackWith, loopbackCallback } from "./loopback-callback.ts";

test.each(["http://localhost:3001", "http://127.0.0.1:5000/done", "http://[::1]:3001"])(
  "%s is on the same computer as the browser",
  (asked) => expect(loopbackCallback(asked)?.href).toBe(new URL(asked).href),
);

test.each([
  undefined,
  "",
  "localhost:3001",
  "https://localhost:3001",
  "http://localhost.example.org:3001",
  "http://localhost@example.org",
  "http://user:word@localhost:3001",
  "http://10.0.0.7:3001",
  "javascript:alert(1)//localhost",
  "file://localhost/etc/passwd",
])("%s gets no key", (asked) => expect(loopbackCallback(asked)).toBeNull());

test("the client finds the key as each of its three tokens", () => {
  expect(callbackWith("http://localhost:3001", "a.b.c")).toBe(
    "http://localhost:3001/?id_token=a.b.c&access_token=a.b.c&refresh_token=a.b.c",
  );
});
