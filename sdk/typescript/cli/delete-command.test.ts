import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const TRAIN = {
  name: "train",
  counts: { created: 3, "in-progress": 1 },
  replicas: { starting: 0, ready: 2, draining: 0, older: 0 },
};

test("without --confirm it says what would be deleted, and does nothing", async () => {
  answers["GET /services/train"] = [{ json: TRAIN }];
  const { out } = await curfew("services", "delete", "train");
  expect(out).toBe(
    "train would be deleted: 3 of its executions wait, 1 run; it takes --force, which terminates them. 2 of its replicas would end.\nNothing was done. To begin: --confirm train\n",
  );
  expect(asked.map(({ call }) => call)).toEqual(["GET /services/train"]);
});

test("the name must be typed again; another one deletes nothing", async () => {
  const { code, err } = await curfew("services", "delete", "train", "--confirm", "trian");
  expect([code, err]).toEqual([2, expect.stringContaining("--confirm says trian, and not train")]);
  expect(asked).toEqual([]);
});

test("with --confirm it is deleted, and by force what becomes of its executions is said", async () => {
  answers["DELETE /services/train"] = [{ json: { id: "s1", name: "train", bulkId: "b1" } }];
  const { out } = await curfew("services", "delete", "train", "--force", "--confirm", "train");
  expect(out).toBe("train is deleted; what waits and runs is terminated by bulk b1\n");
  expect(asked).toMatchObject([{ call: "DELETE /services/train", input: { force: "true" } }]);
  answers["DELETE /services/train"] = [{ json: { id: "s1", name: "train", bulkId: null } }];
  expect((await curfew("services", "delete", "train", "--confirm", "train")).out).toBe("train is deleted\n");
});
