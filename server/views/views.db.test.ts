import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { listViews } from "./list.ts";
import { removeView } from "./remove.ts";
import { renameView } from "./rename.ts";
import { SaveViewInput, saveView } from "./save.ts";
import { setDefaultView } from "./set-default.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());
const as = (actor: string) => ({ database: testDatabase.database, clock: new ManualClock(), actor });
const save = (actor: string, input: object) => saveView(as(actor), SaveViewInput.parse(input));
const namesOf = async (actor: string) => (await listViews(as(actor))).map(({ name }) => name);

test("a view is kept for its owner, replaced by name, and seen by others when it is shared", async () => {
  const { id } = await save("ada", { name: " mine ", where: "status:failed   service:train" });
  expect(await listViews(as("ada"))).toEqual([
    {
      id,
      name: "mine",
      filter: "service:train status:failed",
      columns: "",
      shared: false,
      owner: "ada",
      own: true,
      isDefault: false,
      othersBegin: 0,
    },
  ]);
  expect(await namesOf("bob")).toEqual([]);
  const again = await save("ada", { name: "mine", where: "", columns: "state.id~120", shared: true });
  expect(again.id).toBe(id);
  expect(await listViews(as("bob"))).toMatchObject([{ name: "mine", filter: "", own: false, owner: "ada" }]);
});

test("each begins with the view of their choice, and with everything when it is removed", async () => {
  const { id } = await save("eve", { name: "all of ours", where: "label.team=vision", shared: true });
  await setDefaultView(as("bob"), { id });
  expect((await listViews(as("bob"))).find((view) => view.id === id)?.isDefault).toBe(true);
  expect((await listViews(as("eve"))).find((view) => view.id === id)).toMatchObject({
    isDefault: false,
    othersBegin: 1,
  });
  await expect(removeView(as("bob"), { id })).rejects.toThrow("only they can remove it");
  await removeView(as("eve"), { id });
  expect(await namesOf("bob")).not.toContain("all of ours");
  await expect(setDefaultView(as("bob"), { id })).rejects.toThrow("There is no view");
});

test("a view is renamed by its owner, to a name that they have not given yet", async () => {
  const { id } = await save("zoe", { name: "old", where: "status:failed", shared: true });
  await save("zoe", { name: "taken", where: "" });
  await setDefaultView(as("bob"), { id });
  await renameView(as("zoe"), { id, name: "new" });
  const seen = (await listViews(as("bob"))).find((view) => view.id === id);
  expect(seen).toMatchObject({ name: "new", filter: "status:failed", isDefault: true });
  await expect(renameView(as("zoe"), { id, name: "taken" })).rejects.toThrow("You have a view taken already");
  await expect(renameView(as("bob"), { id, name: "mine" })).rejects.toThrow("only they can rename it");
  const nobodys = "00000000-0000-7000-8000-000000000000";
  await expect(renameView(as("zoe"), { id: nobodys, name: "x" })).rejects.toThrow("There is no view");
});

test("a view that nobody shares can't be used by others", async () => {
  const { id } = await save("mallory", { name: "private", where: "" });
  await expect(setDefaultView(as("bob"), { id })).rejects.toThrow("There is no view");
  await expect(removeView(as("bob"), { id })).rejects.toThrow("There is no view");
});

test("bad input is refused with what is allowed", () => {
  const faults = (input: object) =>
    SaveViewInput.safeParse(input).error?.issues.map(({ message }) => message);
  expect(faults({ name: "", where: "" })).toEqual(["name must be 1 to 60 characters"]);
  expect(faults({ name: "x", where: "status:bored" })?.[0]).toContain("status is one of");
  expect(faults({ name: "x", where: "", columns: "<b>" })?.[0]).toContain("columns must be");
});
