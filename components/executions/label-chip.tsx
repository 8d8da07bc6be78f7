import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";

export interface LabelChipProps {
  /** `key=value`. */
  children: ReactNode;
  /** Left out, it can't be removed. */
  onRemove?: () => void;
  removeLabel?: string;
  className?: string;
}

/** A label, or a word of a filter, in a frame. */
export function LabelChip({ children, onRemove, removeLabel, className }: LabelChipProps) {
  return (
    <span
      className={cn(
        "inline-flex h-6 max-w-full items-center gap-0.5 rounded-md border bg-surface pl-1.5 font-mono text-xs",
        onRemove ? "pr-0.5" : "pr-1.5",
        className,
      )}
    >
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
