"use client";

import { useState } from "react";
import { type DeadlineMove, FIRST_DRAFT, isPast, moveOf } from "#components/executions/deadline-move.ts";
import { MoveFields } from "#components/executions/move-fields.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import { ReviewButton } from "./review-button.tsx";

export interface ExtendFormProps {
  pending: boolean;
  onPrepare: (move: DeadlineMove) => void;
}

/** Where the deadlines of many are moved to: what one takes. */
export function ExtendForm({ pending, onPrepare }: ExtendFormProps) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const move = moveOf(draft);
  const now = useNow();
  const past = move && isPast(move, null, now) ? "It has passed: terminate them to stop them now" : null;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (move && !past) onPrepare(move);
      }}
    >
      <MoveFields draft={draft} onDraft={setDraft} whose="each" fault={past} />
      <ReviewButton pending={pending} disabled={!move || past !== null} />
    </form>
  );
}
