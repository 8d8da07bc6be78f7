"use client";

import { type RefObject, useMemo, useRef } from "react";
import { useShortcuts } from "./shortcuts.tsx";

/** `/` puts the focus into the field that gets this ref, as long as it stands there. */
export function useFilterKey(label = "Filter", stands = true): RefObject<HTMLInputElement | null> {
  const ref = useRef<HTMLInputElement>(null);
  const keys = useMemo(() => (stands ? [{ keys: "/", label }] : []), [label, stands]);
  useShortcuts("Filters", keys, () => ref.current?.focus());
  return ref;
}
