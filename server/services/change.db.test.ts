import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { Conflict, InvalidInput } from "#server/errors.ts";
import { createService } from "./create.ts";
import { pauseService } from "./pause.ts";
import { registerManifest } from "./register-manifest.ts";
import { resumeService } from "./resume.ts";
import { updateService } from "./update.ts";

let db: TestDatabase;
let ctx: Context;
let folder: string;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada@example.org" };
  folder = await mkdtemp(join(tmpdir(), "curfew-manifest-"));
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

const PROGRAM = { runtime: "command", argv: ["sleep", "1"], functions: { run: {} } };
let counter = 0;
async function deploy() {
  counter += 1;
  return await createService(ctx, { name: `service-${counter}`, program: { ...PROGRAM, directory: "/" } });
}

async function stateOf(name: string) {
  const [row] = await db.database.sql`
    select s.revision, s.paused_at, s.paused_by, s.updated_by, r.config, r.author,
      (select count(*)::int from revisions where service_id = s.id) as revisions,
      (select coalesce(array_agg(action order by id), '{}') from audit where subject_id = s.id::text) as audit
    from services s join revisions r on r.service_id = s.id and r.number = s.revision where s.name = ${name}`;
  return row;
}

async function faultsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidInput);
  return (error as InvalidInput).faults;
}

describe("deploying", () => {
  test("a new service has revision 1 with the defaults, and the audit knows who made it", async () => {
    const { name } = await deploy();
    expect(await stateOf(name)).toMatchObject({
      revision: 1,
      author: "ada@example.org",
      audit: ["service.create"],
      config: { policy: { executionTimeout: 3600, onReset: "failed" }, placement: { replicas: 1 } },
    });
  });

  test("a name that is taken is a conflict", async () => {
    const { name } = await deploy();
    const again = createService(ctx, { name, program: { ...PROGRAM, directory: "/" } });
    await expect(again).rejects.toBeInstanceOf(Conflict);
  });

  test("every fault is named with its field", async () => {
    const faults = await faultsOf(
      createService(ctx, {
        name: "faulty",
        program: { ...PROGRAM, directory: "/", functions: { run: { inputSchema: { type: "objct" } } } },
      }),
    );
    expect(faults[0]?.field).toBe("program.functions.run.inputSchema");
    expect(
      await faultsOf(
        createService(ctx, {
          name: "faulty",
          program: PROGRAM,
          policy: { executionTimeout: 1.5, retries: 2 },
          extra: 1,
        }),
      ),
    ).toEqual(
      expect.arrayContaining([
        { field: "extra", message: "is not a known field" },
        { field: "policy.retries", message: "is not a known field" },
        {
          field: "policy.executionTimeout",
          message: expect.stringContaining("whole number of seconds from 1"),
        },
        { field: "program.directory", message: expect.any(String) },
      ]),
    );
  });
});

test("a command can't share its process, and is told so when it is deployed and when it is changed", async () => {
  const { name } = await deploy();
  const placement = { isolation: "shared" };
  const message = 'isolation must be "process" for a command: each execution is a program of its own';
  const faults = [{ field: "placement.isolation", message }];
  expect(await faultsOf(updateService(ctx, { name, placement }))).toEqual(faults);
  const program = { ...PROGRAM, directory: "/" };
  expect(await faultsOf(createService(ctx, { name: "sharing", program, placement }))).toEqual(faults);
});

describe("changing", () => {
  test("what is given is merged into what there is, as a new revision", async () => {
    const { name } = await deploy();
    const updated = await updateService(ctx, { name, policy: { executionTimeout: 60, onReset: "rerun" } });
    expect(updated).toMatchObject({ revision: 2, changed: true });
    expect(await stateOf(name)).toMatchObject({
      revision: 2,
      revisions: 2,
      audit: ["service.create", "service.update"],
      config: {
        policy: { executionTimeout: 60, onReset: "rerun", gracePeriod: 30 },
        program: { argv: ["sleep", "1"] },
      },
    });
  });

  test("saving what is so already makes no revision", async () => {
    const { name } = await deploy();
    expect(await updateService(ctx, { name, policy: { executionTimeout: 3600 } })).toMatchObject({
      revision: 1,
      changed: false,
    });
    expect(await stateOf(name)).toMatchObject({ revisions: 1, audit: ["service.create"] });
  });

  test("an unknown field is refused by name, and nothing changes", async () => {
    const { name } = await deploy();
    expect(await faultsOf(updateService(ctx, { name, policy: { timeout: 60 } }))).toEqual([
      { field: "policy.timeout", message: "is not a known field" },
    ]);
    expect(await stateOf(name)).toMatchObject({ revision: 1 });
  });

  test("changes at the same time are all kept, each as a revision", async () => {
    const { name } = await deploy();
    const changes = [{ gracePeriod: 7 }, { killWait: 8 }, { maxAttempts: 9 }, { drainTime: 10 }];
    await Promise.all(changes.map((policy) => updateService(ctx, { name, policy })));
    expect(await stateOf(name)).toMatchObject({
      revision: 5,
      config: { policy: { gracePeriod: 7, killWait: 8, maxAttempts: 9, drainTime: 10 } },
    });
  });

  test("a change made on an old look is refused when the looker says so", async () => {
    const { name } = await deploy();
    await updateService(ctx, { name, description: "first" });
    const late = updateService(ctx, { name, description: "second", expectedRevision: 1 });
    await expect(late).rejects.toThrow(/at revision 2 now, not 1/);
  });

  test("another runtime replaces the program whole", async () => {
    const { name } = await deploy();
    const program = { runtime: "python", entry: "main.py", directory: "/srv", functions: { run: {} } };
    await updateService(ctx, { name, program });
    expect((await stateOf(name))?.config.program).not.toHaveProperty("argv");
  });
});

test("pausing and resuming say who did it, once", async () => {
  const { name } = await deploy();
  const paused = await pauseService(ctx, { name });
  expect(paused.pausedAt).toBeInstanceOf(Date);
  expect((await pauseService(ctx, { name })).pausedAt).toEqual(paused.pausedAt);
  expect(await stateOf(name)).toMatchObject({ paused_by: "ada@example.org" });
  expect((await resumeService(ctx, { name })).pausedAt).toBeNull();
  expect(await stateOf(name)).toMatchObject({
    paused_by: null,
    revision: 1,
    audit: ["service.create", "service.pause", "service.resume"],
  });
  await expect(pauseService(ctx, { name: "nothing" })).rejects.toThrow("There is no service nothing.");
});

describe("a curfew.json", () => {
  const system = () => ({ ...ctx, actor: "system" });
  async function write(name: string, manifest: object): Promise<string> {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify({ name, program: PROGRAM, ...manifest }));
    return path;
  }

  test("it deploys a service that runs in its own folder, and again it changes nothing", async () => {
    const path = await write("from-file", { policy: { executionTimeout: 90 } });
    expect(await registerManifest(system(), path)).toMatchObject({ revision: 1, changed: true });
    expect(await registerManifest(system(), path)).toMatchObject({ revision: 1, changed: false });
    expect((await stateOf("from-file"))?.config).toMatchObject({
      program: { directory: folder },
      policy: { executionTimeout: 90 },
    });
  });

  test("what a person has set stays, unless the file changed that very field", async () => {
    const path = await write("kept", { policy: { executionTimeout: 90, gracePeriod: 5 } });
    await registerManifest(system(), path);
    await updateService(ctx, { name: "kept", policy: { executionTimeout: 10, gracePeriod: 6 } });
    expect(await registerManifest(system(), path)).toMatchObject({ changed: false });
    await write("kept", { policy: { executionTimeout: 90, gracePeriod: 20 }, description: "new" });
    await registerManifest(system(), path);
    expect((await stateOf("kept"))?.config).toMatchObject({
      description: "new",
      policy: { executionTimeout: 10, gracePeriod: 20 },
    });
  });

  test("a file that is no manifest is refused with its path", async () => {
    const path = join(folder, "broken.json");
    await writeFile(path, "{");
    expect((await faultsOf(registerManifest(system(), path)))[0]?.message).toContain(
      "broken.json is no manifest",
    );
    expect((await faultsOf(registerManifest(system(), join(folder, "none.json"))))[0]?.message).toContain(
      "can't be read",
    );
  });
});
