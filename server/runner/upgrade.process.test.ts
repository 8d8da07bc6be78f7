import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { projectRoot } from "#server/project-root.ts";
import { isAlive, RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
let older: string;
beforeEach(async () => {
  world = await RunnerWorld.open();
  older = olderCurfew();
});
afterEach(async () => {
  await world.close();
  rmSync(older, { recursive: true, force: true });
});

/** The folder of a Curfew that is this one, but for the version of the protocol between its runner and its agents. */
function olderCurfew(): string {
  const root = projectRoot();
  const folder = mkdtempSync(join(tmpdir(), "curfew-older-"));
  for (const name of readdirSync(root).filter((one) => one !== "dist")) {
    symlinkSync(join(root, name), join(folder, name));
  }
  mkdirSync(join(folder, "dist"));
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  for (const file of ["agent.mjs", "runner.mjs"].map((name) => join(folder, "dist", name))) {
    const newer = /(PROTOCOL|OLDEST)_VERSION = \d+;/g;
    const source = readFileSync(file, "utf8");
    expect(source.match(newer)).toHaveLength(2);
    writeFileSync(file, source.replace(newer, "$1_VERSION = 0;"));
  }
  return folder;
}

test("after an upgrade the agents of before finish what they run, and new ones take what comes", async () => {
  world.startRunner(older);
  const service = await world.deploy("while [ ! -e $CURFEW_HOME/go ]; do sleep 0.05; done; echo done");
  const first = await world.run(service);
  const pid = await world.untilWorks(first);
  const before = await world.agentOf(first);
  await world.endRunner("SIGKILL");
  world.startRunner();
  const second = await world.run(service);
  await world.untilWorks(second);
  expect(await world.agentOf(second)).not.toBe(before);
  expect(isAlive(pid)).toBe(true);
  const [row] = await world.ctx.database.sql`
    select state, drain_cause as cause from replicas where agent_pid = ${before}`;
  expect(row).toEqual({ state: "draining", cause: "update" });
  await world.allow("go");
  expect(await world.untilStatus(first, "success")).toMatchObject({ attempts: [{ workerPid: pid }] });
  await world.untilStatus(second, "success");
});
