/** A number as its reader writes it: `1,000`, `1.000` or `1 000`; the options are Intl's. */
export type FormatNumber = (value: number, options?: Intl.NumberFormatOptions) => string;

type Mark = "group" | "decimal" | "minusSign";

/** How a language writes numbers in one edition of what Intl knows of it. */
export interface NumberStyle {
  /** Whether a thousand is grouped already, or ten thousand first. */
  useGrouping: "always" | "min2";
  marks: Record<Mark, string>;
}

const SHARED = { numberingSystem: "latn" } as const;

export function numberStyle(locale: string): NumberStyle {
  const parts = new Intl.NumberFormat(locale, { ...SHARED, useGrouping: "always" }).formatToParts(-1_000.5);
  const markOf = (mark: Mark) => parts.find(({ type }) => type === mark)?.value ?? "";
  const thousand = new Intl.NumberFormat(locale, SHARED).formatToParts(1_000);
  return {
    useGrouping: thousand.some(({ type }) => type === "group") ? "always" : "min2",
    marks: { group: markOf("group"), decimal: markOf("decimal"), minusSign: markOf("minusSign") },
  };
}

/**
 * Writes numbers in a language; `style` is the server's where a browser goes on with its page. Digits are those of what is never
 * translated: ids, durations, code.
 */
export function numberFormat(locale: string, style = numberStyle(locale)): FormatNumber {
  const marks: Partial<Record<Intl.NumberFormatPartTypes, string>> = style.marks;
  // Making one of Intl's formats costs more than using it.
  const made = new Map<string, Intl.NumberFormat>();
  return (value, options = {}) => {
    const key = JSON.stringify(options);
    const format =
      made.get(key) ??
      new Intl.NumberFormat(locale, { ...SHARED, useGrouping: style.useGrouping, ...options });
    made.set(key, format);
    const parts = format.formatToParts(value);
    return parts.map((part) => marks[part.type] ?? part.value).join("");
  };
}
