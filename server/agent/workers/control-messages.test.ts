import { expect, test } from "vitest";
import { keyOfHead, LARGEST_RESULT, refuseTooLarge } from "./control-messages.ts";

test("a result is measured in bytes, not in characters", () => {
  const output = "ü".repeat(LARGEST_RESULT / 2);
  const message = { type: "returned", output } as const;
  expect(refuseTooLarge(message, JSON.stringify(message))).toMatchObject({
    type: "raised",
    error: { type: "OutputTooLarge" },
  });
  const fits = { type: "returned", output: "ü".repeat(LARGEST_RESULT / 2 - 1) } as const;
  expect(refuseTooLarge(fits, JSON.stringify(fits))).toBe(fits);
});

test("whose a message is that is too long to be read is told by how it begins, in either language", () => {
  expect(keyOfHead('{"type": "raised", "id": "a", "attempt": 2, "error": {"id": "b"')).toBe("a#2");
  expect(keyOfHead('{"type":"raised","id":"a","attempt":2,"error":"x')).toBe("a#2");
  expect(keyOfHead('{"type":"stacks","threads":[{"id":"a","attempt":2}')).toBeNull();
});
