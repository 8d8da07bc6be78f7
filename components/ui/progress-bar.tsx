import { cn } from "./class-names.ts";

export interface ProgressBarProps {
  /** Percent, 0 to 100. */
  value: number;
  /** What the bar measures, for screen readers. */
  label: string;
  tone?: "accent" | "info" | "warning" | "bad" | "muted";
  className?: string;
}

const TONES = {
  accent: "bg-accent",
  info: "bg-info",
  warning: "bg-warning",
  bad: "bg-bad",
  muted: "bg-line-strong",
} as const;

/** How much of something is done or used up. */
export function ProgressBar({ value, label, tone = "info", className }: ProgressBarProps) {
  const percent = Math.min(100, Math.max(0, value));
  return (
    <span
      role="progressbar"
      tabIndex={-1}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      className={cn(
        "inline-block h-1.5 base:w-20 overflow-hidden rounded-full bg-line align-middle",
        className,
      )}
    >
      <span
        className={cn("block h-full w-full origin-left transition-transform", TONES[tone])}
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </span>
  );
}
