import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

export const inputBox =
  "base:w-full rounded-md border border-line-strong bg-canvas px-2 base:text-sm text-ink hover:border-line-strong disabled:opacity-60 aria-invalid:border-bad focus-visible:outline-offset-0";

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cn(inputBox, "base:h-8", className)} />;
}

/** A whole number, typed; its value is the text, so that what is half typed stays. */
export function NumberInput(props: Omit<ComponentProps<"input">, "type" | "inputMode" | "className">) {
  return (
    <Input
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      {...props}
      className="w-28 text-right tabular-nums"
    />
  );
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cn(inputBox, "base:min-h-16 py-1.5", className)} />;
}

/** A tick box; wrap it in its label. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input type="checkbox" {...rest} className={cn("size-4 shrink-0 accent-accent", className)} />;
}
