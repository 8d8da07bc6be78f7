import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { buildHost, HostProcess } from "./host-process.ts";

const SERVICE = fileURLToPath(new URL("fixtures/starts-others.ts", import.meta.url));

let host: HostProcess;
beforeAll(buildHost);
afterEach(() => host.kill("SIGKILL"));

/** Takes starts, and keeps what they ask for. */
async function listen() {
  const asked: unknown[] = [];
  const server = createServer(async (request, response) => {
    asked.push(await json(request));
    response.setHeader("content-type", "application/json").end(JSON.stringify({ id: "child" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function order(id: string, url: string) {
  const context = { service: "parent", revision: 1, maxAttempts: 1 };
  return { type: "run", id, attempt: 1, function: "start", input: { url }, savedState: null, context };
}

test("what the code of an execution starts is its child", async () => {
  const { asked, url } = await listen();
  host = new HostProcess(SERVICE);
  await host.until("ready");
  host.send(order("e1", url));
  expect(await host.until("returned")).toMatchObject({ output: { id: "child" } });
  expect(asked).toEqual([{ service: "other", parentId: "e1" }]);
});

test("in a shared worker each start is the child of the execution that made it", async () => {
  const { asked, url } = await listen();
  host = new HostProcess(SERVICE, { CURFEW_ISOLATION: "shared" });
  await host.until("ready");
  host.send(order("e1", url), order("e2", url));
  await host.until("returned");
  await host.until("returned");
  const parents = asked.map((one) => (one as { parentId: string }).parentId);
  expect(parents.sort()).toEqual(["e1", "e2"]);
});
