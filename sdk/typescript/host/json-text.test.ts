import { describe, expect, test } from "vitest";
import { MAX_BYTES, NotJson, TooLarge, toJson } from "./json-text.ts";

describe("what crosses the wire", () => {
  test("nothing is null, and a value with a form of its own keeps it", () => {
    expect(toJson(undefined, "output")).toBe("null");
    expect(toJson({ at: new Date(0), gone: undefined }, "output")).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  });

  test.each([
    [{ a: { loss: Number.NaN } }, 'output at "loss" is NaN'],
    [[1n], 'output at "0" is a bigint'],
    [() => 1, "output is a function"],
    [{ seen: new Set([1]) }, 'output at "seen" is a Set'],
  ])("a value that JSON would lose is refused by its place: %o", (value, message) => {
    expect(() => toJson(value, "output")).toThrow(NotJson);
    expect(() => toJson(value, "output")).toThrow(message);
  });

  test("the limit counts bytes, not characters", () => {
    const text = "ä".repeat((MAX_BYTES - 2) / 2);
    expect(toJson(text, "state").length).toBe(text.length + 2);
    expect(() => toJson(`${text}x`, "state")).toThrow(TooLarge);
    expect(() => toJson(`${text}x`, "state")).toThrow(
      "state is 4,194,305 bytes of JSON; the limit is 4,194,304",
    );
  });
});
