import { Fragment, type ReactNode } from "react";
import { cn } from "./class-names.ts";

export interface FactsProps {
  facts: readonly { label: string; value: ReactNode }[];
  className?: string;
}

/** Names and values, one a line. */
export function Facts({ facts, className }: FactsProps) {
  return (
    <dl
      className={cn("grid grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1.5", className)}
    >
      {facts.map((fact) => (
        <Fragment key={fact.label}>
          <dt className="text-ink-faint">{fact.label}</dt>
          <dd className="min-w-0 break-words tabular-nums">{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
