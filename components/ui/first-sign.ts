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
