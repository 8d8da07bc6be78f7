import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "../architecture/source-tree.ts";
import { projectRoot } from "../project-root.ts";

/** These add to the audit sometimes only, and tell of it then. */
const SOMETIMES = ["server/executions/apply-event.ts", "server/executions/insert-execution.ts"];

const count = (text: string, part: string) => text.split(part).length - 1;

function adds(text: string): number {
  return count(text, "insert into audit ");
}

/** Each statement that adds to the audit sends the notes that say so. */
function tells(path: string, text: string): boolean {
  return SOMETIMES.includes(path)
    ? / \? \[AUDIT_TOPIC\] : \[\]/.test(text)
    : count(text, "auditedNotes(") >= adds(text);
}

test("whoever writes to the audit tells the screens that show it", () => {
  const writers = sourceFiles(projectRoot())
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(projectRoot(), path), "utf8") }))
    .filter(({ text }) => adds(text) > 0);
  expect(writers.map(({ path }) => path)).toEqual(expect.arrayContaining(SOMETIMES));
  expect(writers.filter(({ path, text }) => !tells(path, text)).map(({ path }) => path)).toEqual([]);
});

test("one that names the topic and sends other notes is found out", () => {
  const writer = `import { auditedNotes, notifications } from "#db/notify.ts";
    sql\`insert into audit (at) values (now()); select \${notifications([], ["views"])}\``;
  expect(tells("server/views/save.ts", writer)).toBe(false);
  expect(tells("server/views/save.ts", writer.replace("notifications([], [", "auditedNotes(["))).toBe(true);
});
