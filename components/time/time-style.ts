"use client";

import { useSyncExternalStore } from "react";

/** How moments are shown: how long ago they were, or by date and time. The other stands in the title. */
export type TimeStyle = "ago" | "moment";

const REMEMBERED = "curfew.times";
const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  // Another tab has chosen.
  window.addEventListener("storage", onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener("storage", onChange);
  };
}

function read(): TimeStyle {
  return localStorage.getItem(REMEMBERED) === "moment" ? "moment" : "ago";
}

/** What the reader has chosen; `ago` while the server renders, which knows neither that nor the reader's zone. */
export function useTimeStyle(): TimeStyle {
  return useSyncExternalStore(subscribe, read, () => "ago");
}

export function chooseTimeStyle(style: TimeStyle): void {
  localStorage.setItem(REMEMBERED, style);
  for (const listener of listeners) listener();
}
