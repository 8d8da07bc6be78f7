/**
 * Parses JSON that a program wrote into what a row can hold: PostgreSQL refuses NUL and half surrogate pairs, so
 * each becomes U+FFFD. Throws SyntaxError.
 */
export function parseCleanJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return MAY_BE_UNCLEAN.test(text) ? clean(value) : value;
}

/** Text out of bytes is well-formed; only an escape can bring these in. */
const MAY_BE_UNCLEAN = /\\u(?:0000|[dD][89a-fA-F])/;

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), clean(inner)]));
}

/** Text that a row can hold. */
export function cleanText(text: string): string {
  return text.replace(UNCLEAN, "\uFFFD");
}

// With the `u` flag a surrogate matches only where it has no partner.
const UNCLEAN = /[\0\uD800-\uDFFF]/gu;
