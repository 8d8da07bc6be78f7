"use client";

import { useTheme } from "next-themes";
import { Toaster } from "sonner";

/** Where toasts appear. A toast says what was asked or done, never more than is proven. */
export function ToastHost() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      offset={16}
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
