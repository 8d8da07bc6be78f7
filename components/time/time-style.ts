"use client";

import { useSyncExternalStore } from "react";

/** How moments are shown: how long ago they were, or by date and time. The other stands in the title. */
export type TimeStyle = "ago" | "moment";

const REMEMBERED = "curfew.times";
const listeners = new Set<() => void>();

/** Read once, and again when a tab has chosen: many moments ask for it each second. */
let chosen: TimeStyle | null = null;

function tell(): void {
  chosen = null;
  for (const listener of listeners) listener();
}

function subscribe(onChange: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("storage", tell);
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
    if (listeners.size > 0) return;
    window.removeEventListener("storage", tell);
    chosen = null;
  };
}

function read(): TimeStyle {
  chosen ??= localStorage.getItem(REMEMBERED) === "moment" ? "moment" : "ago";
  return chosen;
}

/** What the reader has chosen; `ago` while the server renders, which knows neither that nor the reader's zone. */
export function useTimeStyle(): TimeStyle {
  return useSyncExternalStore(subscribe, read, () => "ago");
}

export function chooseTimeStyle(style: TimeStyle): void {
  localStorage.setItem(REMEMBERED, style);
  tell();
}
