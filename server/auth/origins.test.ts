import { expect, test } from "vitest";
import { baseUrlOf, isCrossSite, isOurHost, trustedOrigins } from "./origins.ts";

const local = { host: "127.0.0.1", port: 3000, publicUrl: null };
const origins = trustedOrigins(local);

test.each([
  [local, "http://127.0.0.1:3000"],
  [{ ...local, host: "0.0.0.0" }, "http://127.0.0.1:3000"],
  [{ ...local, host: "::1" }, "http://[::1]:3000"],
  [{ ...local, publicUrl: "https://curfew.example.org" }, "https://curfew.example.org"],
])("people are sent to an address that works: %j", (env, url) => {
  expect(baseUrlOf(env)).toBe(url);
});

test.each(["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"])("%s is our name", (host) => {
  expect(isOurHost(host, origins)).toBe(true);
});

test.each([null, "", "localhost", "localhost:3001", "evil.example:3000", "127.0.0.1.evil.example:3000"])(
  "%j is not our name",
  (host) => {
    expect(isOurHost(host, origins)).toBe(false);
  },
);

test("an address given for the public is ours beside those of this machine", () => {
  const all = trustedOrigins({ ...local, publicUrl: "https://curfew.example.org" });
  expect(isOurHost("curfew.example.org", all)).toBe(true);
  expect(isOurHost("localhost:3000", all)).toBe(true);
});

test.each([
  [{}, false],
  [{ origin: "http://127.0.0.1:3000" }, false],
  [{ origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ origin: "http://localhost:3001", "sec-fetch-site": "same-site" }, true],
  [{ origin: "http://evil.example" }, true],
  [{ origin: "null" }, true],
  [{ "sec-fetch-site": "cross-site" }, true],
  [{ "sec-fetch-site": "same-site" }, true],
])("a request with %j comes from another site: %j", (headers, crossSite) => {
  expect(isCrossSite(new Headers(headers as Record<string, string>), origins)).toBe(crossSite);
});
