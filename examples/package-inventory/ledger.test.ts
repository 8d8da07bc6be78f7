import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type FileRecord, Ledger, readLedger } from "./ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "curfew-ledger-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function buildRecord(overrides: Partial<FileRecord> = {}): FileRecord {
  return {
    path: "a.js",
    bytes: 3,
    compressedBytes: 2,
    sha256: "0".repeat(64),
    modifiedAt: 1_700_000_000_000,
    ...overrides,
  };
}

test("a ledger goes on from itself, and leaves out a line that a kill cut off", () => {
  const file = join(folder, "deep", "files.csv");
  const first = new Ledger(file, null);
  const records = [buildRecord(), buildRecord({ path: 'odd "name", really.js' })];
  for (const record of records) first.add(record);
  first.close();
  appendFileSync(file, '"cut.js",12,');
  const second = new Ledger(file, file);
  expect([...second.records.values()]).toEqual(records);
  second.add(buildRecord({ path: "b.js" }));
  second.close();
  expect(readLedger(file).map(({ path }) => path)).toEqual(["a.js", 'odd "name", really.js', "b.js"]);
});
