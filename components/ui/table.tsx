import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

export interface TableFrameProps extends Omit<ComponentProps<"section">, "aria-label"> {
  /** What the table is called; the same as the table's own. */
  label: string;
}

/** Scrolls sideways on its own when the columns do not fit, never the page. */
export function TableFrame({ label, className, ...rest }: TableFrameProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      {...rest}
      className={cn(
        "relative overflow-x-auto border-y focus-visible:-outline-offset-2 sm:rounded-md sm:border-x",
        className,
      )}
    />
  );
}

/** Named, for whoever goes from table to table. */
export function Table({ className, ...rest }: ComponentProps<"table"> & { "aria-label": string }) {
  return (
    <table {...rest} className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)} />
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead {...rest} className={cn("text-xs text-ink-faint", className)} />;
}

/** A column's heading. `align="end"` for numbers. */
export function ColumnHeading({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"th">, "align"> & CellAlignment) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        "h-8 border-b bg-surface px-3 font-medium whitespace-nowrap",
        align === "end" && "text-right",
        className,
      )}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cn("group/row hover:bg-hover", className)} />;
}

interface CellAlignment {
  align?: "start" | "end";
}

export function TableCell({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & CellAlignment) {
  return (
    <td
      {...rest}
      className={cn(
        "h-9 border-b px-3 base:whitespace-nowrap group-last/row:border-b-0",
        align === "end" && "text-right tabular-nums",
        className,
      )}
    />
  );
}
