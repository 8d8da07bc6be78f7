import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

type Tokens = Record<string, [lightness: number, chroma: number, hue: number]>;

/** The opaque colours of one block of the style sheet. */
function tokensOf(selector: string): Tokens {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  const found = block.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return Object.fromEntries([...found].map(([, name, l, c, h]) => [name, [Number(l), Number(c), Number(h)]]));
}

/** WCAG's relative luminance of an oklch colour. */
function luminance([l, c, h]: Tokens[string]): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short;
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue);
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [first, second] = [one, other].map((name) => {
    const token = tokens[name];
    if (!token) throw new Error(`there is no token ${name}`);
    return luminance(token);
  }) as [number, number];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const SURFACES = ["canvas", "surface", "raised", "hover", "selected"];
const STATES = ["created", "running", "stopping", "success", "failed", "terminated", "lost"];
const TEXTS = ["ink", "ink-muted", "ink-faint", "accent", ...STATES];

describe.each([
  ["light", ":root"],
  ["dark", ".dark"],
])("in the %s look", (_, selector) => {
  const tokens = tokensOf(selector);
  test.each(TEXTS)("%s can be read on every surface", (text) => {
    for (const surface of SURFACES)
      expect(contrast(tokens, text, surface), surface).toBeGreaterThanOrEqual(4.5);
  });
  test.each([
    ["accent-ink", "accent"],
    ["danger-ink", "danger"],
  ])("%s can be read on %s", (ink, ground) => {
    expect(contrast(tokens, ink, ground)).toBeGreaterThanOrEqual(4.5);
  });
  test("the frame of a field can be seen", () => {
    expect(contrast(tokens, "line-strong", "canvas")).toBeGreaterThanOrEqual(3);
  });
});
