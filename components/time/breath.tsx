"use client";

import { useEffect } from "react";
import { useNow } from "./now-provider.tsx";

/** Lets everything with the class `breathes` breathe together: a breath in, a breath out, a second each. */
export function Breath() {
  const out = Math.floor(useNow() / 1_000) % 2 === 1;
  useEffect(() => {
    document.documentElement.dataset.breath = out ? "out" : "in";
  }, [out]);
  return null;
}
