import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

const TONES = {
  neutral: "border-line text-ink-muted",
  accent: "border-accent/40 text-accent",
  good: "border-good/40 text-good",
  warning: "border-warning/45 text-warning",
  bad: "border-bad/40 text-bad",
} as const;

export type Tone = keyof typeof TONES;

export interface BadgeProps extends ComponentProps<"span"> {
  tone?: Tone;
}

/** A word in a hairline frame, for facts; what has states of its own has marks of its own. */
export function Badge({ tone = "neutral", className, ...rest }: BadgeProps) {
  return (
    <span
      {...rest}
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 text-xs whitespace-nowrap [&_svg]:size-3",
        TONES[tone],
        className,
      )}
    />
  );
}
