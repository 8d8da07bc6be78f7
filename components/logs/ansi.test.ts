import { expect, test } from "vitest";
import { ansiSpans, plainText } from "./ansi.ts";

const ESC = "\u001b";

test("plain text is one plain span", () => {
  expect(ansiSpans("epoch 3")).toEqual([
    { text: "epoch 3", colour: null, bold: false, dim: false, italic: false, underline: false },
  ]);
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

test("the components of a palette colour are not taken for codes", () => {
  expect(
    ansiSpans(`${ESC}[38;5;1mx${ESC}[38;2;4;31;3my`).every((span) => !span.underline && span.colour === null),
  ).toBe(true);
});

test("cursor movement, titles and links leave only their text", () => {
  expect(plainText(`${ESC}]0;title\u0007a${ESC}[2Kb${ESC}[?25lc`)).toBe("abc");
});

test("a line that was redrawn shows what was drawn last", () => {
  expect(plainText("10 %\r50 %\r100 %")).toBe("100 %");
  expect(plainText("windows line\r")).toBe("windows line");
});
