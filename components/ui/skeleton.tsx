import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** Holds the place of what is loading, in its exact size, so that nothing moves when it comes. */
export function Skeleton({ className, ...rest }: ComponentProps<"span">) {
  return (
    <span
      aria-hidden
      {...rest}
      className={cn("block base:h-3 animate-pulse base:rounded-sm bg-hover", className)}
    />
  );
}
