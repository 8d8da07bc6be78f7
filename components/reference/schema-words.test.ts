import { expect, test } from "vitest";
import { fieldRows, typeWords } from "./schema-words.ts";

test.each([
  [{ type: "integer", minimum: 1, maximum: 200 }, "whole number from 1 to 200"],
  [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "whole number from 0"],
  [{ type: "string", format: "date-time" }, "date-time"],
  [{ type: "array", items: { type: "string", enum: ["created", "failed"] } }, "list of created | failed"],
  [{ anyOf: [{ $ref: "#/components/schemas/Stop" }, { type: "null" }] }, "Stop or null"],
  [{}, "any JSON"],
])("%j is told as %s", (schema, words) => {
  expect(typeWords(schema)).toBe(words);
});

test("fields within fields are told by their path, and what has a default is not required", () => {
  const policy = {
    type: "object",
    properties: { grace: { type: "integer", default: 30 } },
    required: ["grace"],
  };
  const schema = { type: "object", properties: { name: { type: "string" }, policy }, required: ["name"] };
  expect(fieldRows(schema).map(({ name, required, description }) => [name, required, description])).toEqual([
    ["name", true, ""],
    ["policy", false, ""],
    ["policy.grace", false, "30 when left out."],
  ]);
});
