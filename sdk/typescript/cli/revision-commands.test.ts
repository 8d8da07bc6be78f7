import { describe, expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

describe("revisions of a service", () => {
  const config = { policy: { executionTimeout: 3600 }, program: { env: { TOKEN: "hunter2" } } };
  const changed = { policy: { executionTimeout: 60 }, program: { env: { TOKEN: "hunter3" } } };
  const at = "2026-11-01T10:00:00.000Z";
  const revisions = [
    { number: 2, author: "ada", createdAt: at, config: changed },
    { number: 1, author: "system", createdAt: at, config },
  ];

  test("each says who, when and what changed, and no value of the environment", async () => {
    answers["GET /services/train/revisions"] = [{ json: { rows: revisions } }];
    expect((await curfew("services", "revisions", "train")).out).toBe(
      [
        `Revision 2 by ada, ${at}`,
        "  policy.executionTimeout: 3600 -> 60",
        "  program.env.TOKEN: changed",
        `Revision 1 by system, ${at}\n`,
      ].join("\n"),
    );
  });

  test("an update sends the fields that were set, nested, with the revision it was meant for", async () => {
    answers["PATCH /services/train"] = [
      { json: { name: "train", revision: 3, changed: true, replicas: "replaced", live: null } },
    ];
    const set = ["policy.executionTimeout=60", "policy.onReset=rerun", "placement.replicas=2"];
    const result = await curfew(
      "services",
      "update",
      "train",
      "--set",
      ...set,
      "--expected-revision",
      "2",
      "--force",
    );
    expect(result).toEqual({
      code: 0,
      out: "train is at revision 3 now; its replicas are being replaced\n",
      err: "",
    });
    expect(asked[0]?.input).toEqual({
      policy: { executionTimeout: 60, onReset: "rerun" },
      placement: { replicas: 2 },
      expectedRevision: 2,
      force: true,
    });
  });

  test("applied to live ones, an update says which bulk moves their deadlines", async () => {
    const live = { bulkId: "0199", executions: 3 };
    answers["PATCH /services/train"] = [
      { json: { name: "train", revision: 4, changed: true, replicas: "kept", live } },
    ];
    const set = ["--set", "policy.executionTimeout=60", "--apply", "live"];
    const result = await curfew("services", "update", "train", ...set);
    expect(result.out).toBe(
      "train is at revision 4 now; its replicas stay; the deadlines of 3 are being moved: curfew bulk get 0199\n",
    );
    expect(asked[0]?.input).toEqual({ policy: { executionTimeout: 60 }, apply: "live" });
    expect(await curfew("services", "update", "train", ...set.slice(0, 3), "all")).toMatchObject({ code: 2 });
  });

  test("force alone stops what earlier updates have left; without anything to do it is refused", async () => {
    answers["PATCH /services/train"] = [
      { json: { name: "train", revision: 4, changed: false, replicas: "kept", live: null, cut: 2 } },
    ];
    const result = await curfew("services", "update", "train", "--force");
    expect(result.out).toBe(
      "train is so already, at revision 4; 2 old replicas are being stopped with what runs\n",
    );
    expect(asked[0]?.input).toEqual({ force: true });
    const idle = await curfew("services", "update", "train");
    expect(idle).toMatchObject({ code: 2, err: expect.stringContaining("--set field=value, or --force") });
  });

  test("any two revisions are compared, and one that is not there is said", async () => {
    answers["GET /services/train/revisions"] = [
      { json: { rows: [revisions[1]] } },
      { json: { rows: [revisions[0]] } },
    ];
    const result = await curfew("services", "difference", "train", "1", "2");
    expect(result.out).toBe("policy.executionTimeout: 3600 -> 60\nprogram.env.TOKEN: changed\n");
    expect(asked.map(({ input }) => input)).toEqual([{ before: "2" }, { before: "3" }]);
    answers["GET /services/train/revisions"] = [{ json: { rows: [] } }];
    expect(await curfew("services", "difference", "train", "8", "9")).toMatchObject({ code: 2 });
  });

  test("a copy is made of the named revision, with what is to differ", async () => {
    answers["POST /services/train/duplicate"] = [{ json: { id: "s2", name: "train-2", revision: 1 } }];
    const how = ["--revision", "2", "--set", "program.env.MODE=test"];
    const result = await curfew("services", "duplicate", "train", "train-2", ...how);
    expect(result.out).toBe("train-2 is deployed, a copy of train\n");
    expect(asked[0]?.input).toEqual({ as: "train-2", revision: 2, program: { env: { MODE: "test" } } });
  });

  test("a rollback names the revision that comes back, and says when there was nothing to do", async () => {
    answers["POST /services/train/roll-back"] = [{ json: { name: "train", revision: 2, changed: false } }];
    const result = await curfew("services", "rollback", "train", "2");
    expect(result).toEqual({ code: 0, out: "train is so already, at revision 2\n", err: "" });
    expect(asked[0]?.input).toEqual({ revision: 2 });
    expect(await curfew("services", "rollback", "train", "two")).toMatchObject({ code: 2 });
    expect(await curfew("services", "update", "train", "--set", "policy.=1")).toMatchObject({ code: 2 });
  });
});
