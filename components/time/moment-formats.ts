/** Moments as the reader writes them, in the reader's zone: only for what the browser renders. */
export interface MomentFormats {
  /** `3 Nov 2026, 10:42:07 CET`. */
  formatAbsolute: (at: Date) => string;
  /** `10:42`. */
  formatClock: (at: Date) => string;
  /** `10:42:07`. */
  formatSecond: (at: Date) => string;
  /** `3 Nov`. */
  formatDay: (at: Date) => string;
  /** `03 Nov, 10:42:07.123`, of the same width each. */
  formatInstant: (at: Date) => string;
}

export function momentFormats(locale: string): MomentFormats {
  return {
    // A long time names its zone.
    formatAbsolute: formatOf(locale, { dateStyle: "medium", timeStyle: "long" }),
    formatClock: formatOf(locale, { timeStyle: "short" }),
    formatSecond: formatOf(locale, { timeStyle: "medium" }),
    formatDay: formatOf(locale, { day: "numeric", month: "short" }),
    formatInstant: formatOf(locale, {
      day: "2-digit",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
    }),
  };
}

/** Made when it is first needed: the server, which renders no moment, never makes one. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): (at: Date) => string {
  let format: Intl.DateTimeFormat | null = null;
  return (at) => {
    // Digits as in everything that is not a moment: ids, durations, code.
    format ??= new Intl.DateTimeFormat(locale, { ...options, numberingSystem: "latn" });
    return format.format(at);
  };
}
