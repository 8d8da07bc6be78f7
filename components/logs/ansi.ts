export interface AnsiStyle {
  /** 0 to 7 as in SGR 30–37, 8 to 15 as in SGR 90–97; null for the text's own colour. */
  colour: number | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
}

export interface AnsiSpan extends AnsiStyle {
  text: string;
}

const PLAIN: AnsiStyle = { colour: null, bold: false, dim: false, italic: false, underline: false };
// CSI and OSC sequences, then any other escape of two characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it looks for.
const ESCAPES = /\u001b\[([0-9;:?]*)([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]/g;

/** A line of output as spans of one style each. Escapes that are not colours are dropped, backgrounds too. */
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

/** The line as a person reads it, without escapes. */
export function plainText(line: string): string {
  return afterCarriageReturns(line).replace(ESCAPES, "");
}

/** A progress bar redraws its line: what was last drawn is what stands. */
function afterCarriageReturns(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf("\r") + 1);
}

function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let n = 0; n < codes.length; n++) {
    const code = codes[n] ?? 0;
    // 38 and 48 take a palette index or three colour components along; those colours are not shown.
    if (code === 38 || code === 48) n += codes[n + 1] === 5 ? 2 : 4;
    else next = applyCode(next, code);
  }
  return next;
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code >= 30 && code <= 37) return { ...style, colour: code - 30 };
  if (code === 39) return { ...style, colour: null };
  if (code >= 90 && code <= 97) return { ...style, colour: code - 82 };
  return style;
}
