import { describe, expect, test } from "vitest";
import { faultTree, firstFunction, hasFields, inputPath, parseInput, printInput } from "./input-text.ts";

describe("an input as JSON", () => {
  test("comes back as it was", () => {
    expect(parseInput(printInput({ epochs: 3, note: "ä" }))).toEqual({ input: { epochs: 3, note: "ä" } });
  });
  test("may be left empty", () => expect(parseInput("  ")).toEqual({ input: {} }));
  test.each(["[1]", "3", "null", '"x"'])("is refused when it is %s: not an object", (text) => {
    expect(parseInput(text)).toEqual({ fault: "The input must be a JSON object, for instance {}." });
  });
  test("is refused with the place of its fault", () => {
    expect(parseInput("{ epochs: 3 }")).toEqual({ fault: expect.stringContaining("This is not JSON") });
  });
});

describe("a fault that the server names", () => {
  test("is put at its field, however deep", () => {
    expect(
      faultTree([
        { field: "input.epochs", message: "must be at least 1" },
        { field: "input.data.path", message: "is missing" },
      ]),
    ).toEqual({
      epochs: { __errors: ["must be at least 1"] },
      data: { path: { __errors: ["is missing"] } },
    });
  });
  test("of the input as a whole stands at the top", () => {
    expect(faultTree([{ field: "input", message: "is too large" }])).toEqual({ __errors: ["is too large"] });
    expect(inputPath("")).toEqual([]);
  });
});

test("a schema without fields needs no form", () => {
  expect(hasFields({})).toBe(false);
  expect(hasFields({ type: "object", properties: {} })).toBe(false);
  expect(hasFields({ properties: { epochs: { type: "integer" } } })).toBe(true);
});

test("the function offered first is run, else one that takes input, else the first", () => {
  const plain = { inputSchema: {} };
  const withInput = { inputSchema: { properties: { count: { type: "integer" } } } };
  expect(firstFunction({ fail: plain, run: plain })).toBe("run");
  expect(firstFunction({ fail: plain, steps: withInput })).toBe("steps");
  expect(firstFunction({ fail: plain, other: plain })).toBe("fail");
});
