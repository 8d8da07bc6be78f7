import type { CSSProperties } from "react";
import { cn } from "#components/ui/class-names.ts";
import type { AnsiColour, AnsiSpan } from "./ansi.ts";

// The eight colours of a terminal, by the tokens that are readable in both themes; bright ones are bolder.
const INKS = [
  "text-ink-muted",
  "text-failed",
  "text-success",
  "text-stopping",
  "text-running",
  "text-terminated",
  "text-accent",
  "text-ink",
] as const;
const GROUNDS = [
  "bg-line",
  "bg-failed/20",
  "bg-success/20",
  "bg-stopping/20",
  "bg-running/20",
  "bg-terminated/20",
  "bg-accent/20",
  "bg-line-strong/40",
] as const;

export interface SpanLook {
  className: string | undefined;
  style: CSSProperties | undefined;
}

/** How a span is shown: readable in both themes, whatever colours a program asks for. */
export function spanLook(span: AnsiSpan): SpanLook {
  const swapped = span.inverse ? { ink: span.background, ground: span.colour ?? 7 } : null;
  const { ink, ground } = swapped ?? { ink: span.colour, ground: span.background };
  const className = cn(
    typeof ink === "number" && ground === null && INKS[ink % 8],
    typeof ink === "number" && ink >= 8 && "font-medium",
    typeof ink === "string" && ground === null && "ansi-ink",
    typeof ground === "number" && GROUNDS[ground % 8],
    span.bold && "font-semibold",
    span.dim && "opacity-80",
    span.italic && "italic",
    span.underline && "underline",
    span.strike && "line-through",
  );
  return { className: className || undefined, style: styleOf(ink, ground) };
}

function styleOf(ink: AnsiColour | null, ground: AnsiColour | null): CSSProperties | undefined {
  if (typeof ground === "string")
    return { backgroundColor: ground, color: isLight(ground) ? "#000" : "#fff" };
  if (typeof ink === "string" && ground === null) return { "--ansi": ink } as CSSProperties;
  return undefined;
}

/** By its luminance as screens have it: black can be read on it. */
function isLight(colour: `#${string}`): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
