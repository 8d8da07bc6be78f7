import { expect, test } from "vitest";
import { type LogLevel, levelOf } from "./log-level.ts";

test.each<[LogLevel | null, string]>([
  ["info", '{"level":30,"time":1700000000000,"pid":1,"hostname":"h","msg":"up"}'],
  ["error", '{"name":"app","hostname":"h","pid":1,"level":50,"msg":"no","v":0}'],
  ["fatal", '{"level":60,"msg":"gone"}'],
  ["trace", '{"level":10,"msg":"x"}'],
  ["warn", '{"timestamp":"2026-01-01T00:00:00Z","level":"WARNING","message":"x"}'],
  ["error", '{"severity":"ERROR","message":"x"}'],
  [null, '{"loss":0.1}'],
  ["error", "ERROR:root:no such file"],
  ["warn", "WARNING:train.data:slow disk"],
  ["info", "2026-01-01 12:00:00,123 - train - INFO - epoch 1"],
  ["debug", "2026-01-01 12:00:00,123 DEBUG train: epoch 1"],
  ["error", "2026-01-01T12:00:00.123Z  ERROR train::data: no such file"],
  ["info", "[2026-01-01 12:00:00,123: INFO/MainProcess] ready"],
  ["warn", "[WARN] low memory"],
  ["info", "12:00:01 [info] ready"],
  ["error", 'time=2026-01-01T12:00:00Z level=error msg="no"'],
  ["error", "\u001b[31mERROR\u001b[0m: no such file"],
  ["warn", "warning: unused variable"],
  ["error", "error: could not compile"],
  ["fatal", "CRITICAL | worker | gone"],
  ["error", "Traceback (most recent call last):"],
  ["error", "ValueError: the input file has no header line"],
  ["error", "torch.cuda.OutOfMemoryError: CUDA out of memory"],
  [null, "step 3 of 60"],
  [null, "loss 0.3, error rate 2 %"],
  [null, "info about the run follows"],
  [null, "  at run (train.ts:12:3)"],
  [null, ""],
])("%s: %s", (level, line) => expect(levelOf(line)).toBe(level));

test("a very long line costs no more than its start", () => {
  expect(levelOf(`${"x ".repeat(500_000)}ERROR`)).toBeNull();
});
