import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bundledEntry } from "#sdk/typescript/host/entry-cache.ts";
import type { ServiceClass } from "#sdk/typescript/host/service-class.ts";
import { Execution, requestStop } from "#sdk/typescript/service/execution.ts";
import { bindExecution } from "#sdk/typescript/service/execution-binding.ts";

const ENTRY = fileURLToPath(new URL("service.ts", import.meta.url));
const SDK = fileURLToPath(new URL("../../sdk/typescript/curfew.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "curfew-inventory-"));
let serviceClass: ServiceClass;

beforeAll(async () => {
  vi.stubEnv("CURFEW_HOME", home);
  const module = await import(await bundledEntry(ENTRY, SDK, home));
  serviceClass = module.ServiceRunner;
}, 30_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs the inventory; `onProgress` gets the flags to ask for a stop by. Gives its result and what it saved last. */
async function run(id: string, savedState: unknown, onProgress: (flags: Int32Array) => void) {
  const flags = new Int32Array(new SharedArrayBuffer(4));
  let saved: unknown = null;
  const context = {
    executionId: id,
    attempt: 1,
    maxAttempts: 1,
    deadline: null,
    savedState,
    service: "",
    revision: 1,
  };
  const execution = new Execution(context, {
    flags,
    report: () => {},
    reportProgress: () => onProgress(flags),
    extend: null,
    save: (state) => {
      saved = state;
    },
  });
  const service = bindExecution(execution, () => new serviceClass());
  const input = { folder: "../../node_modules/nuqs", compression: "gzip", level: 1 };
  const result: unknown = await Promise.resolve(service.inventory?.(input, context)).catch((error) => error);
  return { result, saved };
}

test("an inventory that was stopped names the report so far, and the next one goes on from it", async () => {
  const first = await run("first", null, (flags) => requestStop(flags, "terminated"));
  expect(first.result).toMatchObject({ name: "ExecutionTerminated", output: { complete: false, files: 50 } });
  const { output } = first.result as { output: { report: string } };
  const report = JSON.parse(readFileSync(output.report, "utf8"));
  expect(report).toMatchObject({ complete: false, files: 50 });

  const second = await run("second", first.saved, () => {});
  const { complete, files, measuredNow } = second.result as Record<string, number | boolean>;
  expect(complete).toBe(true);
  expect(files).toBeGreaterThan(50);
  expect(measuredNow).toBe(Number(files) - 50);
}, 30_000);
