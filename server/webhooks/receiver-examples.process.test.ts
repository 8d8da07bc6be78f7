import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { createExecution } from "#server/executions/create.ts";
import { projectRoot } from "#server/project-root.ts";
import { TestingWebhooks } from "./testing-webhooks.ts";

const ROOT = projectRoot();
const DOC = readFileSync(join(ROOT, "docs", "webhooks.md"), "utf8");
let testDatabase: TestDatabase;
let folder: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "curfew-receiver-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await testDatabase.drop();
});

function example(language: string): string {
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(DOC)?.[1];
  if (!code) throw new Error(`docs/webhooks.md has no example in ${language}`);
  return code;
}

const programs: Record<string, () => Promise<[command: string, args: string[]]>> = {
  python: async () => {
    writeFileSync(join(folder, "receiver.py"), example("python"));
    return ["python3", [join(folder, "receiver.py")]];
  },
  ts: async () => {
    const outfile = join(folder, "receiver.mjs");
    const stdin = { contents: example("ts"), loader: "ts" as const, resolveDir: ROOT };
    const alias = { "curfew/client": join(ROOT, "sdk", "typescript", "client", "client.ts") };
    await build({ stdin, outfile, alias, bundle: true, platform: "node", format: "esm", logLevel: "error" });
    return [process.execPath, [outfile]];
  },
};

test.each(Object.keys(programs))(
  "the receiver of the documentation in %s takes what is Curfew's, and nothing else",
  async (language) => {
    const webhooks = new TestingWebhooks(testDatabase.database);
    webhooks.ctx.clock.advance(systemClock.now().getTime() - webhooks.ctx.clock.now().getTime());
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const { id, secret } = await webhooks.create(url, ["execution.created"], { name: `example-${language}` });
    const [command, args] = await (programs[language] as (typeof programs)[string])();
    const env = {
      ...process.env,
      PORT: String(port),
      WEBHOOK_SECRET: secret,
      PYTHONPATH: join(ROOT, "sdk", "python"),
    };
    const receiver = spawn(command, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(receiver, "exit");
    try {
      await untilListening(port);
      const lines = createInterface(receiver.stdout);
      const told = once(lines, "line");
      const service = await buildService(testDatabase.database);
      await createExecution(webhooks.ctx, { service: service.name });
      await webhooks.deliver();
      expect(await webhooks.log(id)).toMatchObject([{ state: "delivered", tries: [{ status: 204 }] }]);
      expect(await told).toEqual([`execution.created ${service.name}`]);
      const forged = { "webhook-id": "x", "webhook-timestamp": "1", "webhook-signature": "v1,eA==" };
      expect((await fetch(url, { method: "POST", headers: forged, body: "{}" })).status).toBe(400);
    } finally {
      receiver.kill();
      await ended;
      await testDatabase.database.sql`truncate webhooks, webhook_deliveries`;
    }
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const listening = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (listening) return;
    await systemClock.sleep(20);
  }
}
