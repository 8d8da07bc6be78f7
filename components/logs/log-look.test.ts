import { expect, test } from "vitest";
import { parseLook, printLook } from "./log-look.ts";

test.each([
  { wrap: false, times: false },
  { wrap: true, times: false },
  { wrap: true, times: true },
])("the look %o is remembered as it was", (look) => expect(parseLook(printLook(look))).toEqual(look));

test.each([null, "", "colour"])("without a memory, or with %j, a log looks as it does at first", (text) =>
  expect(parseLook(text)).toEqual({ wrap: false, times: false }),
);
