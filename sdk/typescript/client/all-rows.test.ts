import { afterEach, expect, test } from "vitest";
import { CurfewClient } from "./client.ts";
import { ScriptedServer } from "./testing-scripted-server.ts";

let server: ScriptedServer;
afterEach(() => server.end());

async function clientOf(request: string) {
  const page = (rows: object[], nextCursor: string | null) => ({ status: 200, body: { rows, nextCursor } });
  server = new ScriptedServer({
    [request]: [page([{ id: "a" }, { id: "b" }], "c1"), page([{ id: "c" }], null)],
  });
  return new CurfewClient({ url: await server.start(), token: "curfew_key" });
}
const queries = () => server.asked.map(({ query }) => query);

test("a list is read to its end, page by page", async () => {
  const curfew = await clientOf("GET /services");
  expect((await curfew.services.list()).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(queries()).toEqual([{}, { cursor: "c1" }]);
});

test("of bulks only as many are read as are wanted", async () => {
  const curfew = await clientOf("GET /bulks");
  expect((await curfew.bulks.list(3)).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(queries()).toEqual([{ limit: "3" }, { limit: "1", cursor: "c1" }]);
});

test("no more is asked for once there are enough", async () => {
  const curfew = await clientOf("GET /bulks");
  expect(await curfew.bulks.list(2)).toHaveLength(2);
  expect(queries()).toEqual([{ limit: "2" }]);
});
