import { createServer } from "node:net";
import { expect, test } from "vitest";
import { checkPort } from "./ports.ts";

async function takenPort(): Promise<{ port: number; free: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { port, free: () => new Promise((resolve) => server.close(() => resolve())) };
}

test("a taken port is named, with the way to choose another", async () => {
  const { port, free } = await takenPort();
  await expect(checkPort(port, "127.0.0.1")).rejects.toThrow(
    `Port ${port} is taken by another program; choose another, for example: PORT=${port + 1} npm start`,
  );
  await free();
});

test("a free port is fine", async () => {
  const { port, free } = await takenPort();
  await free();
  await expect(checkPort(port, "127.0.0.1")).resolves.toBeUndefined();
});

test("an address that is not this machine's is refused", async () => {
  await expect(checkPort(3000, "192.0.2.1")).rejects.toThrow(/Nothing can listen on HOST=192\.0\.2\.1/);
});
