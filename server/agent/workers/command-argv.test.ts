import { expect, test } from "vitest";
import { buildAssignment, commandProgram } from "../testing-agent.ts";
import { commandArgv } from "./command-argv.ts";

function argv(parts: string[], input: Record<string, unknown>, inputSchema: Record<string, unknown> = {}) {
  const program = commandProgram(parts);
  if (program.runtime !== "command") throw new Error("unreachable");
  const functions = { run: { description: "", inputSchema } };
  return commandArgv({ ...program, functions }, buildAssignment({ input }));
}

test("a value stays one argument, whatever is in it", () => {
  expect(argv(["tar", "{input.file}"], { file: "a b; rm -rf $HOME" })).toEqual(["tar", "a b; rm -rf $HOME"]);
  expect(argv(["x", "{input.a}"], { a: "{input.b}", b: "no" })).toEqual(["x", "{input.b}"]);
  expect(argv(["x", "{input.a}"], { a: "$&$1" })).toEqual(["x", "$&$1"]);
});

test("values stand within arguments, numbers and objects as JSON", () => {
  expect(argv(["x", "-n={input.n},{input.on}", "{input.o}"], { n: 3, on: true, o: { a: [1] } })).toEqual([
    "x",
    "-n=3,true",
    '{"a":[1]}',
  ]);
});

test("a value that is not given is the schema's default", () => {
  expect(argv(["x", "{input.level}"], {}, { properties: { level: { default: 9 } } })).toEqual(["x", "9"]);
});

test("a value that nobody gave is named", () => {
  expect(() => argv(["x", "{input.level}"], {})).toThrow(
    'The input has no "level", which {input.level} needs',
  );
});

test("what an object inherits is no input", () => {
  expect(() => argv(["x", "{input.toString}"], {})).toThrow('no "toString"');
});

test("a list becomes one argument for each item", () => {
  expect(argv(["x", "{input.argv...}", "y"], { argv: ["a b", "", 3] })).toEqual(["x", "a b", "", "3", "y"]);
  expect(argv(["x", "{input.argv...}"], { argv: [] })).toEqual(["x"]);
  expect(() => argv(["{input.argv...}"], { argv: "a b" })).toThrow('"argv" must be a list');
});
