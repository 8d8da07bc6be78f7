import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

test("a preview asks for the policy, and tells what it would mean", async () => {
  const preview = {
    running: 3,
    stopping: 1,
    alreadyPast: 1,
    endingSoon: 1,
    waitedTooLong: 0,
    resetWaitSeconds: 0,
    drainWaitSeconds: 40,
  };
  answers["POST /services/train/preview"] = [{ json: { ...preview, cut: { failed: 3, rerun: 0 } } }];
  const { code, out } = await curfew("services", "preview", "train", "-s", "policy.executionTimeout=60");
  expect([code, asked[0]?.input]).toEqual([0, { policy: { executionTimeout: 60 } }]);
  expect(out).toContain("3 run (1 asked to stop already): 1 would be past the timeout already");
  expect(out).toContain("A drain would wait for 40 s at most");
  expect(out).not.toContain("A reset");
});

test("a preview of anything but the policy is refused before anybody is asked", async () => {
  const { code, err } = await curfew("services", "preview", "train", "-s", "placement.replicas=2");
  expect([code, err, asked]).toEqual([2, expect.stringContaining("not of placement"), []]);
});
