/** CSI and OSC sequences, then any other escape of two characters. */
export const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it looks for.
  /\u001b\[([0-9;:?]*)([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]/g;

/** A line of output as a person reads it, without escapes. */
export function plainText(line: string): string {
  const text = afterCarriageReturns(line);
  return text.includes("\u001b") ? text.replace(ESCAPES, "") : text;
}

/** A progress bar redraws its line: what was last drawn is what stands. */
export function afterCarriageReturns(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf("\r") + 1);
}
