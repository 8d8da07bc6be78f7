import { expect, test } from "vitest";
import { ManualClock } from "../manual-clock.ts";
import { LONGEST_LINE, type LogLine, LogLines } from "./log-lines.ts";

function setup() {
  const clock = new ManualClock();
  const chunks: { firstLine: number; lines: LogLine[] }[] = [];
  const logs = new LogLines(clock, (firstLine, lines) => chunks.push({ firstLine, lines }));
  const texts = () => chunks.flatMap(({ lines }) => lines.map(([, , text]) => text));
  return { clock, chunks, logs, texts };
}

test("lines of both streams are numbered together, in the order in which they came", () => {
  const { logs, chunks } = setup();
  logs.push("o", Buffer.from("one\ntwo\n"));
  logs.push("e", Buffer.from("three\n"));
  logs.end();
  expect(chunks).toEqual([
    {
      firstLine: 0,
      lines: [
        [Date.UTC(2026, 0, 1, 12), "o", "one"],
        [Date.UTC(2026, 0, 1, 12), "o", "two"],
        [Date.UTC(2026, 0, 1, 12), "e", "three"],
      ],
    },
  ]);
});

test("a line waits no longer than 100 ms", () => {
  const { logs, chunks, clock } = setup();
  logs.push("o", Buffer.from("one\n"));
  clock.advance(99);
  expect(chunks).toEqual([]);
  clock.advance(1);
  expect(chunks).toHaveLength(1);
});

test("a chunk has at most 200 lines, and numbers go on over chunks", () => {
  const { logs, chunks } = setup();
  logs.push("o", Buffer.from("x\n".repeat(450)));
  logs.end();
  expect(chunks.map(({ firstLine, lines }) => [firstLine, lines.length])).toEqual([
    [0, 200],
    [200, 200],
    [400, 50],
  ]);
});

test("text without a line end is a line once nothing more comes", () => {
  const { logs, texts, clock } = setup();
  logs.push("o", Buffer.from("Password: "));
  clock.advance(1_000);
  expect(texts()).toEqual([]);
  logs.end();
  expect(texts()).toEqual(["Password: "]);
});

test("a character cut by two reads is one character", () => {
  const { logs, texts } = setup();
  const bytes = Buffer.from("grüße €\n");
  for (const byte of bytes) logs.push("o", Buffer.from([byte]));
  logs.end();
  expect(texts()).toEqual(["grüße €"]);
});

test("what is no UTF-8, and NUL, becomes U+FFFD", () => {
  const { logs, texts } = setup();
  logs.push("o", Buffer.from([0x61, 0xff, 0x62, 0x00, 0x63, 0x0a]));
  logs.end();
  expect(texts()).toEqual(["a\uFFFDb\uFFFDc"]);
});

test("a line without end is split, and nothing of it is lost", () => {
  const { logs, texts, chunks } = setup();
  const long = "é".repeat(LONGEST_LINE * 2 + 10);
  for (let at = 0; at < long.length; at += 10_000) logs.push("o", Buffer.from(long.slice(at, at + 10_000)));
  logs.end();
  expect(texts().join("")).toBe(long);
  expect(Math.max(...texts().map((text) => text.length))).toBe(LONGEST_LINE);
  expect(Math.max(...chunks.map(({ lines }) => lines.length))).toBe(1);
});

test("a split does not cut a character in two", () => {
  const { logs, texts } = setup();
  const long = `x${"😀".repeat(LONGEST_LINE)}`;
  logs.push("o", Buffer.from(long));
  logs.end();
  expect(texts().join("")).toBe(long);
});

test("the line end of Windows is a line end", () => {
  const { logs, texts } = setup();
  logs.push("o", Buffer.from("one\r\ntwo\r"));
  logs.push("o", Buffer.from("\nten %\r20 %\n"));
  logs.end();
  expect(texts()).toEqual(["one", "two", "ten %\r20 %"]);
});

test("lines that can't be kept are counted, and the log says so where they are missing", () => {
  const clock = new ManualClock();
  const kept: [number, string[]][] = [];
  let full = true;
  const logs = new LogLines(clock, (firstLine, lines) => {
    if (full && lines.some(([, stream]) => stream !== "s")) return false;
    kept.push([firstLine, lines.map(([, , text]) => text)]);
    return true;
  });
  logs.push("o", Buffer.from("one\ntwo\n"));
  clock.advance(1_000);
  full = false;
  logs.push("o", Buffer.from("three\n"));
  clock.advance(1_000);
  full = true;
  logs.push("o", Buffer.from("four\n"));
  logs.end();
  expect(kept).toEqual([
    [0, ["2 lines were not kept: more was printed than could be written down", "three"]],
    [2, ["1 line was not kept: more was printed than could be written down"]],
  ]);
});
