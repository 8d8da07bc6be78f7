import { expect, test } from "vitest";
import { BEGIN, drawLifecycle, END, replaceLifecycle } from "./draw.ts";
import { lifeEdges } from "./life-graph.ts";

test("nothing leads out of a terminal status", () => {
  const terminal = ["success", "failed", "terminated"];
  expect(lifeEdges().filter(({ from }) => terminal.includes(from))).toEqual([]);
});

test("every status can be reached", () => {
  const reached = new Set(lifeEdges().map(({ to }) => to));
  expect([...reached].sort()).toEqual(
    ["created", "failed", "in-progress", "stopping", "success", "terminated"].sort(),
  );
});

test("only what stands between the two lines of the README is replaced", () => {
  expect(replaceLifecycle(`before\n${BEGIN}\nold\n${END}\nafter`)).toBe(`before\n${drawLifecycle()}\nafter`);
});

test("a README without the two lines is an error, not a silent no", () => {
  expect(() => replaceLifecycle("nothing here")).toThrow(/lacks the lines/);
});
