"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./class-names.ts";

/** To spread on the control inside a field. */
export interface FieldControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  /** Stands beside the label, for instance "optional". */
  aside?: ReactNode;
  hint?: ReactNode;
  /** What is wrong and what is allowed. */
  error?: ReactNode;
  /** Stands to the right of the control: a unit, or the value read out. */
  after?: ReactNode;
  className?: string;
  children: (control: FieldControlProps) => ReactNode;
}

/** A labelled control with its hint and its fault, tied together for screen readers. */
export function Field({ label, aside, hint, error, after, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hintId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("flex flex-col gap-1", className)}>
      <div className="flex items-baseline gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside && <span className="text-xs text-ink-faint">{aside}</span>}
      </div>
      <div className="flex items-center gap-2">
        {children({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
        {after && <span className="shrink-0 text-ink-muted tabular-nums">{after}</span>}
      </div>
      <FieldError id={errorId}>{error}</FieldError>
      {hintId && (
        <p id={hintId} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

export interface FieldErrorProps {
  /** What its field is described by, while there is a fault. */
  id: string;
  /** Null while there is none. */
  children: ReactNode;
}

/**
 * A fault beside its field. It stands in the page without one, too: screen readers read out what comes into a place that
 * they know. Politely: whoever types is not interrupted.
 */
export function FieldError({ id, children }: FieldErrorProps) {
  return (
    <div aria-live="polite" className="contents">
      {children && (
        <p id={id} className="flex items-start gap-1 text-xs text-bad">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{children}</span>
        </p>
      )}
    </div>
  );
}
