import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PlacementSchema, PolicySchema } from "#server/domain/policy.ts";
import { projectRoot } from "../project-root.ts";

test("the Python client has an attribute for each field of policy and placement", () => {
  const file = join(projectRoot(), "sdk", "python", "curfew", "client", "service_facts.py");
  const settings = [...readFileSync(file, "utf8").matchAll(/(\w+): Setting\[.*Setting\("(\w+)", "(\w+)"\)/g)];
  const fields = Object.entries({ policy: PolicySchema, placement: PlacementSchema }).flatMap(
    ([part, { shape }]) =>
      Object.keys(shape).map((field) => [
        field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        part,
        field,
      ]),
  );
  expect(settings.map(([, ...setting]) => setting).sort()).toEqual(fields.sort());
});
