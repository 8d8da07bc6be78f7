"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Host, toast } from "sonner";
import { showToasts } from "./toast.ts";

/** The host listens before this says anything to it: effects of what is within come first. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  useEffect(() => showToasts(({ kind, title, options }) => void toast[kind](title, options)), []);
  return (
    <Host
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      offset={16}
      // Above the pages at the bottom of a narrow screen.
      mobileOffset={{ bottom: "4.5rem" }}
      gap={8}
      duration={5_000}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2 rounded-md border bg-raised px-3 py-2.5 text-sm text-ink shadow-raised font-sans",
          description: "text-ink-muted",
          actionButton: "ml-auto rounded-sm px-1.5 font-medium text-accent hover:underline",
        },
      }}
    />
  );
}
