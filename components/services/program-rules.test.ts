import { expect, test } from "vitest";
import { draftOfProgram, EMPTY_DRAFT, type ProgramDraft, programField } from "./program-draft.ts";
import { readDraft } from "./program-rules.ts";

const draft = (overrides: Partial<ProgramDraft> = {}): ProgramDraft => ({
  ...EMPTY_DRAFT,
  name: "train",
  directory: "/srv",
  entry: "main.py",
  ...overrides,
});
const faultsOf = (typed: ProgramDraft) => {
  const read = readDraft(typed);
  return "faults" in read ? read.faults : {};
};

test("what is typed becomes a program, and a program what is typed", () => {
  const typed = draft({
    env: [{ name: "MODE", value: "live" }],
    functions: [{ name: "run", description: "Runs.", inputSchema: '{"type":"object"}' }],
  });
  const read = readDraft(typed);
  if (!("service" in read)) throw new Error(JSON.stringify(read));
  expect(read.service.program).toMatchObject({
    runtime: "python",
    className: "ServiceRunner",
    env: { MODE: "live" },
    functions: { run: { description: "Runs.", inputSchema: { type: "object" } } },
  });
  const again = readDraft({ ...draftOfProgram("", read.service.program), name: "train" });
  expect(again).toEqual(read);
});

test("a command has one argument a line, and spaces in it stay", () => {
  const read = readDraft(draft({ runtime: "command", argv: "sh\n-c\nsleep 5; echo a b\n" }));
  expect("service" in read && read.service.program).toMatchObject({
    argv: ["sh", "-c", "sleep 5; echo a b"],
  });
});

test("each fault is at its field, all at once", () => {
  const functions = [
    { name: "run", description: "", inputSchema: "[" },
    { name: "run", description: "", inputSchema: "{}" },
    { name: "1st", description: "", inputSchema: "{}" },
  ];
  expect(
    Object.keys(faultsOf(draft({ name: "Train!", directory: "", entry: "", functions }))).sort(),
  ).toEqual([
    "directory",
    "entry",
    "functions.0.inputSchema",
    "functions.1.name",
    "functions.2.name",
    "name",
  ]);
  expect(faultsOf(draft({ env: [{ name: "", value: "x" }] }))).toEqual({ "env.0.name": "It needs a name" });
  expect(faultsOf(draft({ functions: [] }))).toHaveProperty("functions");
});

test("faults of the server find the same fields", () => {
  expect(programField("program.functions.run.inputSchema", draft())).toBe("functions.0.inputSchema");
  expect(programField("program.directory", draft())).toBe("directory");
  expect(programField("name", draft())).toBe("name");
  expect(programField("policy.gracePeriod", draft())).toBeNull();
});
