import { afterEach, expect, test, vi } from "vitest";
import { readEnv } from "#server/env.ts";
import { runnerSpec, webSpec } from "./children.ts";

const env = readEnv({ PORT: "3210", CURFEW_HOME: "/state", CURFEW_ROOT: "/curfew" });
const url = "postgres://curfew:secret@127.0.0.1:5432/curfew";

afterEach(() => vi.unstubAllEnvs());

test("each program is told the database, the home and the port", () => {
  for (const spec of [webSpec(env, url, "production"), runnerSpec(env, url, "production")]) {
    expect(spec.env).toMatchObject({
      DATABASE_URL: url,
      CURFEW_HOME: "/state",
      CURFEW_ROOT: "/curfew",
      PORT: "3210",
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    });
  }
});

test("the web server listens where it was told, and the password is on nobody's command line", () => {
  const { args } = webSpec(env, url, "production");
  expect(args.join(" ")).toContain("--port 3210 --hostname 127.0.0.1");
  expect(args.join(" ")).not.toContain("secret");
});

test("the web server keeps an idle connection for longer than those who use it", () => {
  expect(webSpec(env, url, "production").args.join(" ")).toContain("start --keepAliveTimeout 75000");
});

test("npm's own variables are not passed on", () => {
  vi.stubEnv("npm_config_registry", "https://registry.example.org");
  vi.stubEnv("HOME", "/home/somebody");
  const spec = runnerSpec(env, url, "production");
  expect(Object.keys(spec.env).filter((name) => name.startsWith("npm_"))).toEqual([]);
  expect(spec.env.HOME).toBe("/home/somebody");
});

test("in development the screens and the runner follow the sources", () => {
  expect(webSpec(env, url, "dev").args).toContain("dev");
  expect(runnerSpec(env, url, "dev").args).toContain("watch");
});
