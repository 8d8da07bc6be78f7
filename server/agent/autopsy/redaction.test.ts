import { expect, test } from "vitest";
import { createRedaction } from "./redaction.ts";

test("values of the service's environment become their names", () => {
  const redact = createRedaction({ DB_PASSWORD: "hunter2", DATABASE: "hunter2-and-more" }, {});
  expect(redact("mysql -phunter2 hunter2-and-more")).toBe("mysql -p[DB_PASSWORD] [DATABASE]");
});

test("of what was inherited, only what is named like a secret", () => {
  const redact = createRedaction({}, { HOME: "/home/ada", API_TOKEN: "abcdef", GONE: undefined });
  expect(redact("/home/ada/x --token abcdef")).toBe("/home/ada/x --token [API_TOKEN]");
});

test("plain values that are short say nothing, and stay", () => {
  expect(createRedaction({ MODE: "train", DEBUG: "1" }, {})("train.py 1")).toBe("train.py 1");
});
