/** JSON.stringify writes these, and only these, for what can't be kept. */
const ESCAPES = /\\u(?:0000|d[89a-f])/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const REPLACEMENT = "\uFFFD";

/** True when PostgreSQL can keep the text as it is: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return storableText(text) === text;
}

/** The text with what PostgreSQL can't keep replaced by U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\0", REPLACEMENT).replace(LONE_SURROGATE, REPLACEMENT);
}

/** JSON that PostgreSQL can keep. What it can't (NUL, half of a surrogate pair) becomes U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value) ?? "null";
  // The search for a constant is many times faster, and there is hardly ever anything to find.
  return json.includes("\\u") && ESCAPES.test(json) ? JSON.stringify(withStorableStrings(value)) : json;
}

function withStorableStrings(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(withStorableStrings);
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), withStorableStrings(inner)]),
  );
}
