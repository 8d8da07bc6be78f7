import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../clock.ts";
import { doorPaths, removeStrayDoor } from "../../process/door-folders.ts";
import { WorkerDoor } from "./worker-door.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "curfew-doors-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("the socket of a replica's workers is in the replica's own folder", async () => {
  const door = new WorkerDoor(home, systemClock, () => {});
  await door.open();
  expect(door.path).toBe(join(home, "s"));
  expect(existsSync(door.path)).toBe(true);
  door.close();
});

test("where that is too deep it is in a folder that is found again, and gone with the replica after kill -9 too", async () => {
  const deep = join(home, "d".repeat(60), "replicas", "r".repeat(36));
  mkdirSync(deep, { recursive: true });
  const killed = new WorkerDoor(deep, systemClock, () => {});
  await killed.open();
  expect(doorPaths(deep)).toEqual([killed.path]);
  expect(Buffer.byteLength(killed.path)).toBeLessThanOrEqual(103);
  removeStrayDoor(deep);
  expect(existsSync(dirname(killed.path))).toBe(false);
  killed.close();
});

test("the socket of an agent that was killed is no hindrance for the next", async () => {
  writeFileSync(join(home, "s"), "");
  const door = new WorkerDoor(home, systemClock, () => {});
  await door.open();
  door.close();
});
