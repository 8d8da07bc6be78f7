import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { CurfewClient } from "./client.ts";
import { ScriptedServer } from "./testing-scripted-server.ts";

/** Every request of the REST API, with the call that makes it; see `sdk/conformance/README.md`. */
interface Call {
  request: string;
  query?: Record<string, string | string[]>;
  body?: object;
  typescript: string;
  answer?: unknown;
}

const file = fileURLToPath(new URL("../../conformance/calls.json", import.meta.url));
const CALLS = JSON.parse(readFileSync(file, "utf8")) as Call[];
const IDS: Record<string, string> = {
  executions: "e1",
  services: "train",
  bulks: "b1",
  "api-keys": "k1",
  webhooks: "w1",
  deliveries: "d1",
  runners: "r1",
};

let server: ScriptedServer;
afterEach(() => server.end());

describe("each call makes its request, and says all that it was given", () => {
  for (const { request, query = {}, body, typescript, answer = { id: "e1", attempt: 1 } } of CALLS) {
    test(`${request}: ${typescript}`, async () => {
      const asked = request.replace(/\/([a-z-]+)\/\{\w+\}/g, (_, kind: string) => `/${kind}/${IDS[kind]}`);
      server = new ScriptedServer({ [asked]: [{ status: 200, body: answer }] });
      const curfew = new CurfewClient({ url: await server.start(), token: "curfew_key" });
      await called(curfew, typescript);
      const made = server.asked.find((one) => one.request === asked);
      expect(made?.query).toMatchObject(query);
      expect(made?.body ?? {}).toEqual(body ?? {});
    });
  }
});

/** The table's calls are text, so that it holds those of other languages beside them. */
function called(curfew: CurfewClient, source: string): Promise<unknown> {
  const all = async (found: AsyncIterable<unknown>) => {
    for await (const _ of found);
  };
  return new Function("curfew", "all", `return ${source}`)(curfew, all);
}
