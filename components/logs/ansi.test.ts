import { expect, test } from "vitest";
import { plainText } from "#server/domain/plain-text.ts";
import { ansiSpans, PLAIN } from "./ansi.ts";
import { spanLook } from "./span-look.ts";

const ESC = "\u001b";

test("plain text is one plain span", () => {
  expect(ansiSpans("epoch 3")).toEqual([{ ...PLAIN, text: "epoch 3" }]);
});

test("colours and weight hold until they are reset", () => {
  const spans = ansiSpans(`${ESC}[1;31merror${ESC}[0m: ${ESC}[92mok${ESC}[39m.`);
  expect(spans.map(({ text, colour, bold }) => [text, colour, bold])).toEqual([
    ["error", 1, true],
    [": ", null, false],
    ["ok", 10, false],
    [".", null, false],
  ]);
});

test.each([
  ["38;5;9", "colour", 9],
  ["38;5;196", "colour", "#ff0000"],
  ["38;5;244", "colour", "#808080"],
  ["38;2;4;31;3", "colour", "#041f03"],
  ["38:2:4:31:3", "colour", "#041f03"],
  ["48;5;21", "background", "#0000ff"],
  ["48;2;255;128;0", "background", "#ff8000"],
  ["41", "background", 1],
  ["103", "background", 11],
  ["38;5;256", "colour", null],
  ["38;2;1;2", "colour", null],
] as const)("%s sets the %s to %s, and nothing else", (code, which, colour) => {
  const [span] = ansiSpans(`${ESC}[${code}mx`);
  expect(span).toEqual({ ...PLAIN, text: "x", [which]: colour });
});

test("strike and inverse are known, and end", () => {
  expect(ansiSpans(`${ESC}[7;9ma${ESC}[27;29mb`).map(({ inverse, strike }) => [inverse, strike])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test("cursor movement, titles and links leave only their text", () => {
  expect(plainText(`${ESC}]0;title\u0007a${ESC}[2Kb${ESC}[?25lc`)).toBe("abc");
});

test("a line that was redrawn shows what was drawn last", () => {
  expect(plainText("10 %\r50 %\r100 %")).toBe("100 %");
  expect(plainText("windows line\r")).toBe("windows line");
});

test("text on a background of its own is dark or light, whichever can be read", () => {
  const look = (code: string) => spanLook(ansiSpans(`${ESC}[${code}mx`)[0] ?? { ...PLAIN, text: "" }).style;
  expect(look("48;2;255;255;0")).toMatchObject({ backgroundColor: "#ffff00", color: "#000" });
  expect(look("48;2;0;0;128")).toMatchObject({ backgroundColor: "#000080", color: "#fff" });
  expect(look("38;2;1;2;3")).toEqual({ "--ansi": "#010203" });
});
