import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimHome } from "./home.ts";

let home: string;
const pidFile = () => join(home, "start.pid");

beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), "curfew-home-")), "state");
});
afterEach(() => rmSync(join(home, ".."), { recursive: true, force: true }));

test("a home that is in use is refused, and both ways out are named", () => {
  claimHome(home);
  expect(() => claimHome(home)).toThrow(
    new RegExp(`process ${process.pid}\\).*Stop it first.*CURFEW_HOME=`, "s"),
  );
});

test("a home that was let go can be claimed again", () => {
  claimHome(home)();
  expect(() => claimHome(home)).not.toThrow();
});

test("a start that was killed does not block the next one", () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(pidFile(), "999999999 12345\n");
  claimHome(home);
  expect(readFileSync(pidFile(), "utf8")).toMatch(new RegExp(`^${process.pid} `));
});

test("a process that only got the same number does not hold the home", () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(pidFile(), `${process.pid} 1\n`);
  expect(() => claimHome(home)).not.toThrow();
});

test("other users can't look into the home", () => {
  claimHome(home);
  expect(statSync(home).mode & 0o066).toBe(0);
  expect(statSync(join(home, "logs")).mode & 0o077).toBe(0);
});
