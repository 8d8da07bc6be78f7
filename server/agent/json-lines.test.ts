import { expect, test } from "vitest";
import { LineSplitter } from "./json-lines.ts";

function setup(limit: number) {
  const got: string[] = [];
  const splitter = new LineSplitter(
    { onLine: (line) => got.push(line), onOverlong: (head) => got.push(`(overlong: ${head.slice(0, 4)})`) },
    limit,
  );
  return { got, splitter };
}

test("lines come whole, however the bytes are cut", () => {
  const { got, splitter } = setup(100);
  for (const byte of Buffer.from("one\n\ntwö\nrest")) splitter.push(Buffer.from([byte]));
  expect(got).toEqual(["one", "twö"]);
});

test("a line over the limit is told and dropped, and the next one comes", () => {
  const { got, splitter } = setup(5);
  splitter.push(Buffer.from("1234567"));
  splitter.push(Buffer.from("890\nok\n12345\n"));
  expect(got).toEqual(["(overlong: 1234)", "ok", "12345"]);
});
