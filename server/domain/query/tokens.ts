/** A word of a query as it was typed. */
export interface Token {
  /** Where it begins and ends in the text. */
  start: number;
  end: number;
  /** As typed, with its quotes. */
  raw: string;
}

export interface TokenFault {
  fault: string;
  start: number;
  end: number;
}

/** Words parted by spaces; what stands in double quotes is one word with its spaces, and `\` takes the next character as it is. */
export function tokensOf(text: string): Token[] | TokenFault {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) {
      at += 1;
      continue;
    }
    const end = endOfToken(text, at);
    if (end === null) return { fault: 'a " is missing at the end', start: at, end: text.length };
    tokens.push({ start: at, end, raw: text.slice(at, end) });
    at = end;
  }
  return tokens;
}

/** Null when a quote is not closed. */
function endOfToken(text: string, start: number): number | null {
  let quoted = false;
  let at = start;
  for (; at < text.length && (quoted || !isSpace(text[at])); at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === "\\" && quoted) at += 1;
  }
  return quoted || at > text.length ? null : at;
}

/** Parts of a word between commas that are not quoted, each as it is meant. */
export function partsOf(raw: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at] as string;
    if (character === '"') quoted = !quoted;
    else if (character === "\\" && quoted) {
      at += 1;
      part += raw[at];
    } else if (character === "," && !quoted) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return [...parts, part];
}

/** The word as it is meant, commas and all. */
export function unquote(raw: string): string {
  return partsOf(raw).join(",");
}

/** So written that it is read as one part again. */
export function quote(part: string, special = /[\s",]/): string {
  return part === "" || special.test(part) ? `"${part.replace(/[\\"]/g, "\\$&")}"` : part;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
