import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "#server/project-root.ts";

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** `node bin/curfew.mjs …` in a home where nothing was ever started. */
function curfew(argv: string[], env: Record<string, string> = {}): Promise<Ended> {
  const home = mkdtempSync(join(tmpdir(), "curfew-cli-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const { DATABASE_URL: _, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(projectRoot(), "bin", "curfew.mjs"), ...argv],
      { env: { ...rest, CURFEW_HOME: home, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test("every command of the help is there to be called", async () => {
  const { stdout } = await curfew(["--help"]);
  const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name as string);
  expect(names).toEqual(expect.arrayContaining(["executions", "bulk", "services", "sign-in", "runner"]));
  for (const name of names.filter((one) => one !== "help")) {
    const help = await curfew([name, "--help"]);
    expect([name, help.code, help.stdout]).toEqual([
      name,
      0,
      expect.stringContaining(`Usage: curfew ${name}`),
    ]);
  }
});

test.each([
  [["--version"], 0, "stdout", /^\d+\.\d+\.\d+\n$/],
  [["help"], 0, "stdout", /Usage: curfew/],
  [[], 2, "stderr", /Usage: curfew/],
  [["nonsense"], 2, "stderr", /unknown command 'nonsense'/],
  [["runner", "nonsense"], 2, "stderr", /too many arguments/],
  [["sign-in"], 1, "stderr", /no database yet/],
  [["runner"], 1, "stderr", /no database yet/],
] as const)("%j ends with %i and says why", async (argv, code, stream, words) => {
  const ended = await curfew([...argv]);
  expect([ended.code, ended[stream]]).toEqual([code, expect.stringMatching(words)]);
});

test("an option before the command is one for the command", async () => {
  const server = createServer((_, response) => void response.end('{"rows":[],"nextCursor":null}'));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const argv = [`--url=http://127.0.0.1:${port}`, "bulk", "list"];
  const ended = await curfew(argv, { CURFEW_TOKEN: "curfew_key" });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
});
