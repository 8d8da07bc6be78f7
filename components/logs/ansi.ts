import { afterCarriageReturns, ESCAPES } from "#server/domain/plain-text.ts";

/** 0 to 15 of the terminal's own colours, or any other as `#rrggbb`. */
export type AnsiColour = number | `#${string}`;

export interface AnsiStyle {
  /** Null for the text's own colour. */
  colour: AnsiColour | null;
  /** Null for none. */
  background: AnsiColour | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  /** Colour and background change places. */
  inverse: boolean;
}

export interface AnsiSpan extends AnsiStyle {
  text: string;
}

export const PLAIN: AnsiStyle = {
  colour: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
};

/** A line of output as spans of one style each. Escapes that are no styles are dropped. */
export function ansiSpans(line: string): AnsiSpan[] {
  const text = afterCarriageReturns(line);
  if (!text.includes("\u001b")) return text === "" ? [] : [{ ...PLAIN, text }];
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let from = 0;
  for (const match of text.matchAll(ESCAPES)) {
    if (match.index > from) spans.push({ ...style, text: text.slice(from, match.index) });
    if (match[2] === "m") style = applySgr(style, match[1] ?? "");
    from = match.index + match[0].length;
  }
  if (from < text.length) spans.push({ ...style, text: text.slice(from) });
  return spans;
}

function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let n = 0; n < codes.length; n++) {
    const code = codes[n] ?? 0;
    if (code !== 38 && code !== 48) {
      next = applyCode(next, code);
      continue;
    }
    // A palette index, or three components, stand behind them.
    const whole = codes[n + 1] === 5 ? paletteColour(codes[n + 2]) : trueColour(codes.slice(n + 2, n + 5));
    if (whole !== null) next = { ...next, [code === 38 ? "colour" : "background"]: whole };
    n += codes[n + 1] === 5 ? 2 : 4;
  }
  return next;
}

/** What one code changes; of 0 to 255 those that are not named change nothing. */
const CODES: Record<number, Partial<AnsiStyle>> = {
  0: PLAIN,
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
  39: { colour: null },
  49: { background: null },
};

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  const change = CODES[code];
  if (change) return { ...style, ...change };
  if (code >= 30 && code <= 37) return { ...style, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, colour: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  return style;
}

const CUBE = [0, 95, 135, 175, 215, 255];

/** The 16 of the terminal, a cube of 216, and 24 greys. */
function paletteColour(index: number | undefined): AnsiColour | null {
  if (index === undefined || !Number.isInteger(index) || index < 0 || index > 255) return null;
  if (index < 16) return index;
  if (index >= 232) return hex([8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)]);
  const place = index - 16;
  return hex([Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((step) => CUBE[step] ?? 0));
}

function trueColour(components: number[]): AnsiColour | null {
  const known =
    components.length === 3 && components.every((one) => Number.isInteger(one) && one >= 0 && one <= 255);
  return known ? hex(components) : null;
}

function hex(components: number[]): `#${string}` {
  return `#${components.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}
