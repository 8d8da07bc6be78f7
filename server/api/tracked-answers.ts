import { tracked } from "@trpc/server";
import { asApiError, toApiError } from "./error-mapping.ts";
import type { Answer } from "./follow.ts";

/** Answers with their ids, by which whoever was cut off goes on. */
export async function* trackedAnswers<T>(answers: AsyncIterable<Answer<T>>) {
  try {
    for await (const { id, value, last } of answers) yield tracked(id, { value, last });
  } catch (thrown) {
    // The middleware of procedures has ended before the first answer.
    const mapped = toApiError(asApiError(thrown));
    throw mapped.code === "INTERNAL_SERVER_ERROR" ? thrown : mapped;
  }
}
