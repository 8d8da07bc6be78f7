"use client";

import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import type { WaitView } from "#server/domain/wait.ts";
import { placeWords } from "./wait-words.ts";

/** Why it does not run yet. Of its next try a notice tells more. */
export function WaitReason({ wait }: { wait: WaitView | null }) {
  const formatNumber = useFormatNumber();
  if (!wait || wait.cause === "retry") return null;
  return (
    <p className="text-ink-muted tabular-nums">
      {wait.words} {placeWords(wait, formatNumber)}
    </p>
  );
}
