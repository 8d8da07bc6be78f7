const FALLBACK = "en";
/** A browser names a handful; whoever names more is not heard to the end. */
const MOST_WISHES = 32;

/**
 * What a reader's browser asks for first of what Intl knows, from its `Accept-Language`: a BCP 47 tag of language, script and region. "en"
 * where it asks for nothing that can be had; nothing in the header makes it throw.
 */
export function preferredLocale(acceptLanguage: string | null): string {
  const wishes = (acceptLanguage ?? "").split(",", MOST_WISHES).map(wishOf);
  const inOrder = wishes.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { tag } of inOrder) {
    const known = knownLocale(tag);
    if (known) return known;
  }
  return FALLBACK;
}

/** Of `de;q=0.8`. A weight that can't be read is NaN, which is above nothing. */
function wishOf(range: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const quality = parameters.find((parameter) => /^q=/i.test(parameter));
  return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) };
}

function knownLocale(tag: string): string | null {
  try {
    // The rest of a tag would choose other digits, calendars and groups than the language has.
    const { language, script, region } = new Intl.Locale(tag);
    const plain = [language, script, region].filter(Boolean).join("-");
    return Intl.NumberFormat.supportedLocalesOf(plain)[0] ?? null;
  } catch {
    return null;
  }
}
