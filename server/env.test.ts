import { expect, test } from "vitest";
import { EnvFault, readEnv } from "./env.ts";
import { projectRoot } from "./project-root.ts";

test("nothing needs to be set", () => {
  expect(readEnv({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    home: `${projectRoot()}/.curfew`,
    databaseUrl: null,
    databaseIsLocal: true,
    logLevel: "info",
    publicUrl: null,
    examples: true,
    spoolLimitMib: 64,
    webhooksPrivate: "none",
    root: projectRoot(),
  });
});

test("an empty variable counts as not set", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, databaseUrl: null });
});

test("a relative CURFEW_HOME is taken from the current folder", () => {
  expect(readEnv({ CURFEW_HOME: "state" }).home).toBe(`${process.cwd()}/state`);
});

test("a slash at the end of the public address is dropped", () => {
  expect(readEnv({ CURFEW_PUBLIC_URL: "https://c.example.org/" }).publicUrl).toBe("https://c.example.org");
});

test("all faults are reported together, each with the variable and an example", () => {
  const wrong = {
    PORT: "80x",
    HOST: "a b",
    DATABASE_URL: "mysql://x",
    LOG_LEVEL: "loud",
    CURFEW_EXAMPLES: "some",
    CURFEW_PUBLIC_URL: "example.org",
    CURFEW_SPOOL_LIMIT: "64 MB",
    CURFEW_WEBHOOKS_PRIVATE: "10.0.0.0",
    CURFEW_ROOT: "here",
    CURFEW_DATABASE_LOCAL: "perhaps",
  };
  try {
    readEnv(wrong);
    expect.unreachable("it accepted a wrong environment");
  } catch (error) {
    expect(error).toBeInstanceOf(EnvFault);
    const { faults } = error as EnvFault;
    expect(faults).toHaveLength(Object.keys(wrong).length);
    for (const name of Object.keys(wrong)) {
      expect(faults.join("\n")).toMatch(new RegExp(`${name} must be .*, for example ${name}=\\S`));
    }
  }
});

test.each(["0", "65536", "-1", "3000.5", "1e3"])("PORT=%s is refused", (port) => {
  expect(() => readEnv({ PORT: port })).toThrow(EnvFault);
});

test.each(["0", "257", "-1", "1.5", "1e2"])("CURFEW_SPOOL_LIMIT=%s is refused", (limit) => {
  expect(() => readEnv({ CURFEW_SPOOL_LIMIT: limit })).toThrow(EnvFault);
});

test.each([1, 256])("CURFEW_SPOOL_LIMIT=%s is taken", (limit) => {
  expect(readEnv({ CURFEW_SPOOL_LIMIT: String(limit) }).spoolLimitMib).toBe(limit);
});

test.each([
  ["off", "none"],
  ["on", "all"],
  ["10.0.0.0/8, fd00::/8", ["10.0.0.0/8", "fd00::/8"]],
])("CURFEW_WEBHOOKS_PRIVATE=%s is taken", (text, networks) => {
  expect(readEnv({ CURFEW_WEBHOOKS_PRIVATE: text }).webhooksPrivate).toEqual(networks);
});

test.each([
  [{}, true],
  [{ DATABASE_URL: "postgres://curfew@localhost/curfew" }, true],
  [{ DATABASE_URL: "postgres://curfew@[::1]:5433/curfew" }, true],
  [{ DATABASE_URL: "postgres://curfew@db.example.org/curfew" }, false],
  [{ DATABASE_URL: "postgres://curfew@127.0.0.1:6432/curfew", CURFEW_DATABASE_LOCAL: "off" }, false],
  [{ DATABASE_URL: "postgres://curfew@db/curfew", CURFEW_DATABASE_LOCAL: "on" }, true],
])("with %j, whether the database is on this machine: %s", (source, local) => {
  expect(readEnv(source).databaseIsLocal).toBe(local);
});
