import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const draft = {
  id: "b1",
  kind: "terminate",
  total: 12,
  reached: 10,
  sample: [
    {
      execution: { id: "e1", serviceName: "train", status: "in-progress" },
      reached: true,
      words: "It is asked to stop.",
    },
  ],
};

test("without --confirm it says whom it would be about, and does nothing", async () => {
  answers["POST /bulks"] = [{ json: draft }];
  const { code, out } = await curfew("bulk", "terminate", "--where", "service:train");
  expect(asked.map(({ call, input }) => [call, input])).toEqual([
    ["POST /bulks", { kind: "terminate", where: "service:train" }],
  ]);
  expect([code, out]).toEqual([
    0,
    [
      "ID  SERVICE  STATUS       WOULD",
      "e1  train    in-progress  It is asked to stop.",
      "and 11 more",
      "10 would be reached, 2 left alone",
      "Nothing was done. To begin: --confirm 12\n",
    ].join("\n"),
  ]);
});

test("with the count it begins, and the count goes along to be checked", async () => {
  answers["POST /bulks"] = [{ json: draft }];
  answers["POST /bulks/b1/start"] = [{ json: { id: "b1", status: "running" } }];
  const { out } = await curfew("bulk", "terminate", "--id", "e1", "e2", "--confirm", "12", "--note", "fire");
  expect(asked.map(({ input }) => input)).toEqual([
    { kind: "terminate", ids: ["e1", "e2"] },
    { count: 12, note: "fire" },
  ]);
  expect(out).toBe("b1 running\n");
});

test("a mode goes along already when it is only asked about, since what would be done depends on it", async () => {
  answers["POST /bulks"] = [{ json: draft }, { json: draft }];
  answers["POST /bulks/b1/start"] = [{ json: { id: "b1", status: "running" } }];
  const stop = ["bulk", "terminate", "--where", "", "--mode", "now"];
  await curfew(...stop);
  await curfew(...stop, "--confirm", "12");
  const about = { kind: "terminate", where: "", mode: "now" };
  expect(asked.map(({ input }) => input)).toEqual([about, about, { count: 12 }]);
});

test("labels and deadlines are told in the words of the other commands", async () => {
  answers["POST /bulks"] = [{ json: { ...draft, kind: "label" } }];
  await curfew("bulk", "label", "--where", "", "--change", "team=vision", "old-");
  await curfew("bulk", "extend", "--where", "", "--by", "-60");
  expect(asked.map(({ input }) => input)).toEqual([
    { kind: "label", where: "", set: { team: "vision" }, remove: ["old"] },
    { kind: "extend", where: "", bySeconds: -60 },
  ]);
  const none = await curfew("bulk", "extend", "--where", "");
  expect(none).toMatchObject({ code: 2, err: "Give one of --in, --by and --at\n" });
});

test("a bulk about nobody in particular is refused before anybody is asked", async () => {
  expect(await curfew("bulk", "terminate")).toMatchObject({ code: 2, err: "Give either --where or --id\n" });
  expect(asked).toEqual([]);
});

test("how far it has come is told with where those stand that it has reached", async () => {
  const counts = { waiting: 1, done: 3, skipped: 3, failed: 0 };
  const standing = [
    { status: "in-progress", rung: "seen", unverified: false, count: 2 },
    { status: "terminated", rung: null, unverified: true, count: 1 },
  ];
  const told = [{ id: "e9", state: "skipped", message: "It had ended already." }];
  answers["GET /bulks/b1"] = [
    { json: { id: "b1", kind: "terminate", status: "running", counts, standing, told } },
  ];
  expect((await curfew("bulk", "get", "b1")).out).toBe(
    [
      "terminate running: 3 reached, 3 left alone, 0 refused, 1 not reached",
      "now: 2 stopping (seen), 1 terminated (unverified)",
      "e9 It had ended already.",
      "and 2 more: curfew executions list --where bulk:b1/skipped,b1/failed\n",
    ].join("\n"),
  );
});

test("a rerun tells what it has started, not where the old ones stand; an extension what agents said", async () => {
  const bulk = { id: "b1", status: "done", counts: { waiting: 0, done: 3, skipped: 0, failed: 0 }, told: [] };
  const standing = [{ status: "failed", rung: null, unverified: false, count: 3 }];
  answers["GET /bulks/b1"] = [
    { json: { ...bulk, kind: "rerun", standing, answers: null } },
    { json: { ...bulk, kind: "extend", standing, answers: { moved: 1, refused: 1 } } },
  ];
  const second = async () => (await curfew("bulk", "get", "b1")).out.split("\n")[1];
  expect(await second()).toBe("started: curfew executions list --where bulk:b1/started");
  expect(await second()).toBe("agents: 1 moved, 1 too late or past, 1 not answered yet");
});
