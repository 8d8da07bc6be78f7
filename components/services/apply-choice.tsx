"use client";

import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Applied, Applying } from "./apply-words.ts";

export interface ApplyChoiceProps {
  applying: Applying;
  onApplying: (applying: Applying) => void;
  /** What the change reaches by itself. */
  applied: Applied;
}

/** What a change does to what runs and to the replicas. */
export function ApplyChoice({ applying, onApplying, applied }: ApplyChoiceProps) {
  return (
    <RadioGroup
      label="Apply to"
      name="apply"
      value={applying}
      onValueChange={onApplying}
      options={[
        {
          value: "new",
          label: "New executions",
          hint: applied.needsNewReplicas
            ? "What runs keeps its own policy. The change needs other replicas: the old ones drain."
            : "What runs keeps its own policy. The replicas stay.",
        },
        {
          value: "live",
          label: "Live ones too",
          hint: applied.movesDeadlines
            ? "Each deadline moves to the new execution timeout from its start. The rest of their policy stays as it was copied."
            : "Only another execution timeout can be applied to what runs; this change has none.",
          disabled: !applied.movesDeadlines,
        },
        {
          value: "replace",
          label: "Drain and replace replicas",
          hint: "Each old replica takes nothing new and is replaced once what it runs has ended.",
        },
        {
          value: "cut",
          label: "Stop what runs on the old replicas",
          hint: "They are replaced at once; what they ran follows its own On reset.",
        },
      ]}
    />
  );
}
