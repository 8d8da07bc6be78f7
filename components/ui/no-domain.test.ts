import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => /(?<!\.test)\.tsx?$/.test(name));

/** What Curfew is about, and the names of its states, also in colours. */
const DOMAIN =
  /(?<![a-z])(curfew|executions?|services?|runners?|replicas?|agents?|workers?|attempts?|checkpoints?|deadlines?|polic(?:y|ies)|terminat\w*|drain\w*|overdue|created|running|stopping|success|succeeded|failed|lost)(?![a-z])/gi;

test.each(files)("%s knows no word of the domain", (name) => {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const found = text.split("\n").flatMap((line) => line.match(DOMAIN) ?? []);
  expect(found).toEqual([]);
});
