import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const DRILL = {
  id: "d1",
  functionName: "train",
  createdAt: "2026-11-01T10:00:00.000Z",
  createdBy: "ada",
  outcome: null,
};

test("a drill is waited for, and its exit code is its verdict", async () => {
  answers["POST /services/train/drills"] = [{ json: { id: "d1" } }];
  const passed = { ...DRILL, outcome: "passed", tookMs: 1_200, allowedMs: 30_000, signal: null, saved: true };
  answers["GET /services/train/drills"] = [{ json: { rows: [DRILL] } }, { json: { rows: [passed] } }];
  const run = ["services", "drill", "train", "--function", "train", "--set", "epochs=3", "--after", "2"];
  expect(await curfew(...run)).toEqual({
    code: 0,
    out: "It stopped in 1.2 s of the 30.0 s that it has, without a signal, and saved its state.\n",
    err: "",
  });
  expect(asked[0]?.input).toEqual({ functionName: "train", input: { epochs: 3 }, runSeconds: 2 });
  const failed = { ...passed, outcome: "failed", signal: "SIGKILL", saved: false };
  answers["GET /services/train/drills"] = [{ json: { rows: [failed] } }];
  expect(await curfew(...run)).toMatchObject({ code: 1, out: expect.stringContaining("after SIGKILL") });
  expect((await curfew("services", "drills", "train")).out).toContain("failed");
});

test("a time that is no whole number is refused before anything is started", async () => {
  expect(await curfew("services", "drill", "train", "--after", "soon")).toMatchObject({ code: 2 });
  expect(asked).toEqual([]);
});
