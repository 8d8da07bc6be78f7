"use client";

import { useState } from "react";
import { type DeadlineMove, FIRST_DRAFT, moveOf } from "#components/executions/deadline-move.ts";
import { MoveFields } from "#components/executions/move-fields.tsx";
import { Button } from "#components/ui/button.tsx";

export interface ExtendFormProps {
  pending: boolean;
  onPrepare: (move: DeadlineMove) => void;
}

/** Where the deadlines of many are moved to: what one takes. */
export function ExtendForm({ pending, onPrepare }: ExtendFormProps) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const move = moveOf(draft);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (move) onPrepare(move);
      }}
    >
      <MoveFields draft={draft} onDraft={setDraft} whose="each" />
      <Button type="submit" variant="primary" pending={pending} disabled={!move} className="self-end">
        Review
      </Button>
    </form>
  );
}
