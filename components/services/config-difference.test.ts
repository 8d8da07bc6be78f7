import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { DEFAULT_PLACEMENT, DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { configChanges } from "./config-difference.ts";

const english = numberFormat("en");

const BASE = { policy: DEFAULT_POLICY, placement: DEFAULT_PLACEMENT };

test("a configuration does not differ from itself", () => {
  expect(configChanges(BASE, BASE, english)).toEqual([]);
});

test("settings alone, as the form has them, change nothing else of a service", () => {
  expect(configChanges({ ...BASE, description: "Trains digits" }, BASE, english)).toEqual([]);
});

test("changes are told by the form's labels, durations in words, in the form's order", () => {
  const after = {
    policy: { ...DEFAULT_POLICY, onReset: "rerun" as const, executionTimeout: 900 },
    placement: { ...DEFAULT_PLACEMENT, replicas: 2 },
  };
  expect(configChanges(BASE, after, english)).toEqual([
    { label: "Execution timeout", before: "1 h", after: "15 min" },
    { label: "On reset", before: "Mark as failed", after: "Rerun" },
    { label: "Replicas", before: "1", after: "2" },
  ]);
});

test("numbers are written as the reader writes them, durations stay words", () => {
  const after = {
    policy: { ...DEFAULT_POLICY, memoryLimit: 16_384, executionTimeout: 5_400 },
    placement: { ...DEFAULT_PLACEMENT, executionsPerReplica: 2_000 },
  };
  expect(configChanges(BASE, after, numberFormat("de-DE")).map((change) => change.after)).toEqual([
    "1 h 30 min",
    "16.384 MiB",
    "2.000",
  ]);
});

test("a changed environment is told without its values, which may be secrets", () => {
  const program = { runtime: "command", argv: ["gzip"], directory: "/srv", functions: {} } as const;
  const withEnv = (env: Record<string, string>) => ({
    ...BASE,
    description: "",
    program: { ...program, argv: ["gzip"], env },
  });
  const before = withEnv({ TOKEN: "hunter2", OLD: "1", SAME: "x" });
  expect(configChanges(before, withEnv({ TOKEN: "hunter3", SAME: "x", NEW: "2" }), english)).toEqual([
    { label: "Environment: TOKEN", before: "set", after: "set to another value" },
    { label: "Environment: OLD", before: "set", after: "" },
    { label: "Environment: NEW", before: "", after: "set" },
  ]);
});

test("a changed program is told key by key", () => {
  const program = { runtime: "command", argv: ["gzip"], directory: "/srv", env: {}, functions: {} } as const;
  const before = { ...BASE, description: "", program: { ...program, argv: ["gzip"] } };
  const after = { ...BASE, description: "", program: { ...program, argv: ["gzip", "-9"] } };
  expect(configChanges(before, after, english)).toEqual([
    { label: "Program: argv", before: '["gzip"]', after: '["gzip","-9"]' },
  ]);
});
