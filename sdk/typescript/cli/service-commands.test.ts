import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const FAILURES = {
  count: 4,
  error: "No module named torch",
  since: "2026-11-01T10:00:00.000Z",
  failedAt: "2026-11-01T10:00:07.000Z",
  retryAt: "2026-11-01T10:00:15.000Z",
  readyAt: null,
};
const BROKEN = {
  name: "train",
  description: "trains",
  runtime: "python",
  revision: 2,
  pausedAt: null,
  policy: { executionTimeout: 60 },
  placement: { replicas: 1 },
  counts: { created: 3, "in-progress": 0 },
  replicas: { starting: 0, ready: 0, draining: 0, older: 0 },
  scaling: null,
  startFailures: FAILURES,
  crashLoop: null,
  standInRevision: null,
};
const WORDS = "4 in a row since 2026-11-01T10:00:00.000Z, last 2026-11-01T10:00:07.000Z; tried again at";

test("a list of services says which one fails to start, with what, since when and when it is tried again", async () => {
  answers["GET /services"] = [{ json: { rows: [BROKEN] } }];
  const { out } = await curfew("services", "list");
  expect(out).toMatch(/train +python +2 +failing +0 of 1 +0 +3\n/);
  expect(out).toContain(`train: ${WORDS} 2026-11-01T10:00:15.000Z\n  No module named torch`);
});

test("workers that crash one after another are a crash loop, with the last error and where it came", async () => {
  const crashLoop = {
    count: 5,
    error: "Worker was killed by SIGSEGV",
    executionId: "01890000-0000-7000-8000-000000000000",
    since: "2026-11-01T10:00:00.000Z",
    crashedAt: "2026-11-01T10:00:40.000Z",
  };
  const replicas = { ...BROKEN.replicas, ready: 1 };
  const crashing = { ...BROKEN, replicas, startFailures: null, crashLoop };
  const words = "crash loop, 5 in a row since 2026-11-01T10:00:00.000Z, last 2026-11-01T10:00:40.000Z";
  answers["GET /services"] = [{ json: { rows: [crashing] } }];
  const { out } = await curfew("services", "list");
  expect(out).toMatch(/train +python +2 +crashing +1 of 1 +0 +3\n/);
  expect(out).toContain(`train: ${words}\n  Worker was killed by SIGSEGV`);
  answers["GET /services/train"] = [{ json: crashing }];
  const one = await curfew("services", "get", "train");
  expect(one.out).toContain(`Crash loop        ${words}`);
  expect(one.out).toContain(`Worker was killed by SIGSEGV (execution ${crashLoop.executionId})`);
});

test("one service says so too, and on which revision new executions start meanwhile", async () => {
  answers["GET /services/train"] = [
    { json: { ...BROKEN, replicas: { ...BROKEN.replicas, ready: 1, older: 1 }, standInRevision: 1 } },
  ];
  const { out } = await curfew("services", "get", "train");
  expect(out).toContain(`Failed starts     ${WORDS}`);
  expect(out).toContain("New executions    start on revision 1");
});

test("trying again says whether there was anything to try", async () => {
  answers["POST /services/train/try-again"] = [
    { json: { name: "train", failing: true } },
    { json: { name: "train", failing: false } },
  ];
  expect((await curfew("services", "try-again", "train")).out).toBe("a replica of train is tried now\n");
  expect((await curfew("services", "try-again", "train")).out).toBe("train does not fail\n");
});

test("a service whose replicas follow its load says how many there are, are wanted, and will be", async () => {
  const scaled = {
    ...BROKEN,
    startFailures: null,
    placement: { replicas: 1, maxReplicas: 4 },
    replicas: { ...BROKEN.replicas, ready: 2 },
    scaling: { wanted: 3, fall: { to: 1, at: "2026-11-01T10:05:00.000Z" } },
  };
  answers["GET /services"] = [{ json: { rows: [scaled] } }];
  answers["GET /services/train"] = [{ json: scaled }];
  expect((await curfew("services", "list")).out).toMatch(/active +2 of 1-4 /);
  expect((await curfew("services", "get", "train")).out).toContain(
    "Replicas          2 of 1-4 ready, 3 wanted, 1 from 2026-11-01T10:05:00.000Z unless more is to do",
  );
});

test("runners say which replica's disk refuses writes, for how long and what is in memory only", async () => {
  const since = new Date(Date.now() - 90_000).toISOString();
  const replica = { serviceName: "train", state: "ready", slots: 1, executions: [], diskFault: null };
  const full = { code: "ENOSPC", since, heldBytes: 12_897_485 };
  const replicas = [
    { ...replica, id: "one" },
    { ...replica, id: "two", diskFault: full },
    { ...replica, id: "three", diskFault: { ...full, code: "EIO" } },
  ];
  const runner = { id: "r", host: "oak", pid: 1, version: "1", state: "active", startedAt: since };
  answers["GET /runners"] = [{ json: { rows: [{ ...runner, heartbeatAt: since, replicas }] } }];
  const { out } = await curfew("runners");
  expect(out).toMatch(
    /oak, train two: disk full for 1 min 3\d s: what it says is kept in memory, 12.3 MiB\n/,
  );
  expect(out).toMatch(/oak, train three: disk refuses writes \(EIO\) for/);
  expect(out).not.toContain("train one");
});

test("a restart is asked for, and forced where that is said", async () => {
  answers["POST /services/train/restart"] = [{ json: { name: "train", revision: 4, changed: true } }];
  expect((await curfew("services", "restart", "train")).out).toBe("train is restarted, as revision 4\n");
  await curfew("services", "restart", "train", "--force");
  expect(asked.map(({ input }) => input)).toEqual([{}, { force: true }]);
});
