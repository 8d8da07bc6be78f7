import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { doubtWords, failureWords } from "./failure-words.ts";

const cutOff = new TRPCClientError("Failed to fetch");
const refused = TRPCClientError.from({
  error: { message: "It has ended.", code: -32_009, data: { httpStatus: 409 } },
} as never);
const broken = TRPCClientError.from({
  error: { message: "The database does not answer.", code: -32_603, data: { httpStatus: 503 } },
} as never);

test("what was refused was not done", () => {
  expect(failureWords(refused, "the stop was requested")).toBe("The stop was not requested. It has ended.");
  expect(failureWords(refused, "the labels were changed")).toBe("The labels were not changed. It has ended.");
  expect(doubtWords(refused, "the deadline was moved")).toBe("It has ended.");
});

test("of a wish whose answer never came nobody says that it was not done", () => {
  expect(failureWords(cutOff, "the stop was requested")).toBe(
    "It is not known whether the stop was requested. Curfew does not answer.",
  );
  expect(doubtWords(broken, "the deadline was moved")).toBe(
    "It is not known whether the deadline was moved. The database does not answer.",
  );
});
