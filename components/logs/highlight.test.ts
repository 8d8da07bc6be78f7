import { expect, test } from "vitest";
import { ansiSpans } from "./ansi.ts";
import { pieces } from "./highlight.ts";

const ESC = "\u001b";
const cut = (line: string, wanted: string) =>
  pieces(ansiSpans(line), wanted).map(({ text, found }) => (found ? `<${text}>` : text));

test("what is looked for is marked wherever it stands, whatever its case", () => {
  expect(cut("Loss 1, loss 2, LOSS", "loss")).toEqual(["<Loss>", " 1, ", "<loss>", " 2, ", "<LOSS>"]);
});

test("it is marked over a change of colour too", () => {
  expect(cut(`no ${ESC}[31mdi${ESC}[0msk left`, "disk")).toEqual(["no ", "<di>", "<sk>", " left"]);
});

test("without anything to look for, or to find, the line stays whole", () => {
  expect(cut("epoch 1", "")).toEqual(["epoch 1"]);
  expect(cut("epoch 1", "loss")).toEqual(["epoch 1"]);
});
