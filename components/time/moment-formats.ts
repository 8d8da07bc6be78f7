/** Moments as the reader writes them, in the reader's zone: only for what the browser renders. */
export interface MomentFormats {
  /** `3 Nov 2026, 10:42:07 CET`. */
  formatAbsolute: (at: Date) => string;
  /** `10:42`. */
  formatClock: (at: Date) => string;
  /** `3 Nov`. */
  formatDay: (at: Date) => string;
}

export function momentFormats(locale: string): MomentFormats {
  return {
    formatAbsolute: formatOf(locale, {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    }),
    formatClock: formatOf(locale, { hour: "2-digit", minute: "2-digit" }),
    formatDay: formatOf(locale, { day: "numeric", month: "short" }),
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
