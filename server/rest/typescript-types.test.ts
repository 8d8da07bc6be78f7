import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { openApiDocument } from "./openapi.ts";
import { typescriptTypes } from "./typescript-types.ts";

const FILE = join(projectRoot(), "sdk", "typescript", "client", "api-types.ts");

test("the TypeScript client has the types of the document: `npx vitest run server/rest/typescript-types -u` makes them", async () => {
  await expect(typescriptTypes(openApiDocument("0").components.schemas)).toMatchFileSnapshot(FILE);
});

test("a schema is printed as the type of what it lets through", () => {
  const text = typescriptTypes({
    Pair: { type: "array", items: { anyOf: [{ type: "string" }, { type: "null" }] } },
    Row: {
      type: "object",
      description: "One of them.",
      required: ["id", "in-progress"],
      properties: {
        id: { $ref: "#/components/schemas/Pair" },
        "in-progress": { type: "integer", description: "How many." },
        labels: { type: "object", additionalProperties: { type: "string" } },
        kind: { enum: ["a", "b"] },
        any: {},
      },
    },
  });
  expect(text.split("\n\n").slice(1).join("\n\n")).toBe(`export type Pair = (string | null)[];

/** One of them. */
export interface Row {
  id: Pair;
  /** How many. */
  "in-progress": number;
  labels?: Record<string, string>;
  kind?: "a" | "b";
  any?: unknown;
}
`);
});
