"use client";

import { type ComponentType, useEffect, useState } from "react";
import { onToast } from "./toast.ts";

/** Where toasts appear. Its code comes when somebody first does something: it is there before there is anything to say. */
export function ToastHost() {
  const [Toaster, setToaster] = useState<ComponentType | null>(null);
  useEffect(() => {
    const acts = new AbortController();
    const load = async () => {
      // Without network the next toast tries again, and what was said until then still waits.
      const part = await import("./toaster.tsx").catch(() => null);
      if (!part) return;
      acts.abort();
      setToaster(() => part.Toaster);
    };
    for (const sign of ["pointerdown", "keydown"])
      window.addEventListener(sign, () => void load(), { once: true, signal: acts.signal });
    const deaf = onToast(() => void load());
    return () => {
      acts.abort();
      deaf();
    };
  }, []);
  return Toaster && <Toaster />;
}
