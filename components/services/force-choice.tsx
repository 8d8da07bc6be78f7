"use client";

import { useId } from "react";
import { Checkbox } from "#components/ui/input.tsx";

export interface ForceChoiceProps {
  force: boolean;
  onForce: (force: boolean) => void;
}

/** Whether old replicas finish what they run, or are stopped with it. */
export function ForceChoice({ force, onForce }: ForceChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={force}
        onChange={(event) => onForce(event.target.checked)}
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label htmlFor={id} className="font-medium">
          Stop what runs on the old replicas
        </label>
        <p id={`${id}-hint`} className="text-xs text-ink-muted">
          Else they finish it, and are replaced one after another.
        </p>
      </div>
    </div>
  );
}
