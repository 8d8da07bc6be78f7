import { isOutage, wordsOf } from "./query-client.ts";

/**
 * What is known of a wish that failed, without a full stop. `done` says that it was fulfilled, with its "was" or "were":
 * "the stop was requested". Refused, it was not; nobody knows that of one whose answer never came.
 */
export function failureHead(error: unknown, done: string): string {
  if (isOutage(error)) return `It is not known whether ${done}`;
  const not = done.replace(/\b(was|were)\b/, "$1 not");
  return `${not.charAt(0).toUpperCase()}${not.slice(1)}`;
}

/** The same with the reason. */
export function failureWords(error: unknown, done: string): string {
  return `${failureHead(error, done)}. ${wordsOf(error)}`;
}

/** For refusals that say themselves what was not done. */
export function doubtWords(error: unknown, done: string): string {
  return isOutage(error) ? failureWords(error, done) : wordsOf(error);
}
