import { type ReactNode, useId } from "react";
import { cn } from "./class-names.ts";

export interface SectionProps {
  title: ReactNode;
  /** Buttons at the right of the title. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled part of a page, parted from the rest by a hairline. */
export function Section({ title, action, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("border-t pt-3 first:border-t-0 first:pt-0", className)}>
      <div className="mb-2 flex min-h-7 items-center justify-between gap-2">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
