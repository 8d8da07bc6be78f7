import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

export interface SelectProps extends ComponentProps<"select"> {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  /** A first choice that stands for none, with the value "". */
  none?: string;
}

/** One choice out of a list. The browser's own, for every keyboard, reader and phone. */
export function Select({ options, none, className, ...rest }: SelectProps) {
  return (
    <span className={cn("relative inline-flex base:w-full", className)}>
      <select
        {...rest}
        className="h-8 w-full appearance-none truncate rounded-md border border-line-strong bg-canvas pr-7 pl-2 text-sm text-ink hover:border-line-strong focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-bad"
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-2 right-1.5 size-4 text-ink-faint"
      />
    </span>
  );
}
