"use client";

import { type ComponentType, useEffect, useState } from "react";
import { onFirstSign } from "./first-sign.ts";
import { onToast } from "./toast.ts";

/** Where toasts appear. Its code comes with the first sign of somebody: it is there before there is anything to say. */
export function ToastHost() {
  const [Toaster, setToaster] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = async () => {
      // Without network the next toast tries again, and what was said until then still waits.
      const part = await import("./toaster.tsx").catch(() => null);
      if (part) setToaster(() => part.Toaster);
    };
    const ends = [onFirstSign(() => void load()), onToast(() => void load())];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return Toaster && <Toaster />;
}
