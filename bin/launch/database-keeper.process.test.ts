import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { startEmbedded } from "#db/embedded/server.ts";
import { systemClock } from "#server/clock.ts";
import { keepDatabase } from "./database-keeper.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "curfew-keeper-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("a built-in server that is killed comes back at its address with what was committed, and stops when asked", async () => {
  const folder = join(home, "postgres");
  const server = await startEmbedded(folder, systemClock);
  const restart = () => startEmbedded(folder, systemClock, { keepPort: true });
  const told: string[] = [];
  const keeper = keepDatabase(server, restart, systemClock, (fact) => told.push(fact));
  const database = connect(server.url, { max: 1, name: "keeper-test" });
  try {
    await database.sql`create table kept (word text)`;
    await database.sql`insert into kept values ('committed')`;
    process.kill(server.pid, "SIGKILL");
    await expect.poll(() => told, { timeout: 60_000 }).toContain("started again");
    expect(await database.sql`select word from kept`).toEqual([{ word: "committed" }]);
  } finally {
    await database.close();
    await keeper.stop();
  }
  expect(server.isRunning()).toBe(false);
  const again = connect(server.url, { max: 1, name: "keeper-test" });
  await expect(again.sql`select 1`).rejects.toThrow();
  await again.close();
});
