import { useEffect } from "react";

const SIGNS = ["pointermove", "pointerdown", "keydown"];

/** Calls `act` once, when somebody first moves the pointer, touches or types; returns what ends the waiting. */
export function onFirstSign(act: () => void): () => void {
  const waits = new AbortController();
  const first = () => {
    waits.abort();
    act();
  };
  for (const sign of SIGNS) window.addEventListener(sign, first, { signal: waits.signal });
  return () => waits.abort();
}

/**
 * Fetches modules once somebody is there: a page is drawn without them, and what they hold opens at once, also when the server
 * has gone since. `loads` has to be the same list each time.
 */
export function useFetchSoon(loads: readonly (() => Promise<unknown>)[]): void {
  useEffect(
    () =>
      onFirstSign(() => {
        for (const load of loads) void load().catch(() => null);
      }),
    [loads],
  );
}
