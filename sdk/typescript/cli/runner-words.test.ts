import { expect, test } from "vitest";
import { answers, curfew } from "./testing-api.ts";

test("a runner of which nothing is heard is called lost before its lease is over, as on the screen", async () => {
  const runner = {
    id: "r1",
    host: "gpu-7",
    state: "active",
    heartbeatAt: "2026-11-01T10:00:00.000Z",
    lost: true,
    drainingAt: null,
    replicas: [],
  };
  answers["GET /runners"] = [{ json: { rows: [runner, { ...runner, id: "r2", lost: false }] } }];
  const { out } = await curfew("runners");
  expect(out).toMatch(/r1 +gpu-7 +lost /);
  expect(out).toMatch(/r2 +gpu-7 +active /);
});
