const WORDS = {
  etag: "Of what is answered; for `If-None-Match`, and of a service for `If-Match`.",
  location: "Where what was made can be read; absent where it can't.",
  allow: "The methods that are possible here.",
  "retry-after": "Seconds after which to ask again.",
  "www-authenticate": "`Bearer`.",
};

/** The header that refusals of a status come with. */
export const PROBLEM_HEADERS: Record<number, keyof typeof WORDS> = {
  401: "www-authenticate",
  405: "allow",
  503: "retry-after",
};

/** A header of an answer, as the document describes it. */
export function answerHeaders(name: keyof typeof WORDS): Record<string, object> {
  return { [name]: { description: WORDS[name], schema: { type: "string" } } };
}
