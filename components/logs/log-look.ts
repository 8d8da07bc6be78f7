"use client";

import { useState } from "react";

/** How a reader likes logs to look. */
export interface LogLook {
  /** Long lines go on below. */
  wrap: boolean;
  /** Each line has its time beside it. */
  times: boolean;
}

const REMEMBERED = "curfew.log-look";

/** Remembered in this browser. Only for what the browser alone renders: the server knows nothing of it. */
export function useLogLook(): [LogLook, (change: Partial<LogLook>) => void] {
  const [look, setLook] = useState(() => parseLook(localStorage.getItem(REMEMBERED)));
  return [
    look,
    (change) => {
      const next = { ...look, ...change };
      localStorage.setItem(REMEMBERED, printLook(next));
      setLook(next);
    },
  ];
}

/** The names of what is on; what nobody knows is passed over. */
export function parseLook(text: string | null): LogLook {
  const names = (text ?? "").split(" ");
  return { wrap: names.includes("wrap"), times: names.includes("times") };
}

export function printLook({ wrap, times }: LogLook): string {
  return [wrap && "wrap", times && "times"].filter(Boolean).join(" ");
}
