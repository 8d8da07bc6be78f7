import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

export const inputBox =
  "w-full rounded-md border border-line-strong bg-canvas px-2 text-sm text-ink hover:border-line-strong disabled:opacity-60 aria-invalid:border-failed focus-visible:outline-offset-0";

/** One line of text, or a number. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cn(inputBox, "h-8", className)} />;
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cn(inputBox, "min-h-16 py-1.5", className)} />;
}

/** A tick box; wrap it in its label. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input type="checkbox" {...rest} className={cn("size-4 shrink-0 accent-accent", className)} />;
}
