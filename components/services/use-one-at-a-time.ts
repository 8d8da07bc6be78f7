import { useCallback, useRef, useState } from "react";

/** Does one thing at a time: what is asked for while something is under way is not done. */
export function useOneAtATime(): { busy: boolean; once: (work: () => Promise<unknown>) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const held = useRef(false);
  const once = useCallback(async (work: () => Promise<unknown>) => {
    if (held.current) return;
    held.current = true;
    setBusy(true);
    await work().finally(() => {
      held.current = false;
      setBusy(false);
    });
  }, []);
  return { busy, once };
}
