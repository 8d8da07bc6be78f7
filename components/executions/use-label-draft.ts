"use client";

import { useState } from "react";
import { type Labels, labelFaults, parseLabel } from "#server/domain/labels.ts";

/** Labels while they are edited. */
export interface LabelDraft {
  labels: Labels;
  /** What stands in the field and is no label yet. */
  typed: string;
  fault: string | null;
  type: (typed: string) => void;
  /** Takes what was typed as a label; false when it can't be one. */
  add: () => boolean;
  remove: (key: string) => void;
  /** All labels, with what is still in the field; null when that can't be one. */
  finish: () => Labels | null;
}

export function useLabelDraft(initial: Labels): LabelDraft {
  const [labels, setLabels] = useState(initial);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const take = (): Labels | null => {
    if (typed.trim() === "") return labels;
    const label = parseLabel(typed);
    const next = "fault" in label ? labels : { ...labels, [label.key]: label.value };
    const wrong = "fault" in label ? label.fault : labelFaults(next)[0]?.message;
    setFault(wrong ?? null);
    if (wrong) return null;
    setLabels(next);
    setTyped("");
    return next;
  };
  return {
    labels,
    typed,
    fault,
    type: (text) => {
      setTyped(text);
      setFault(null);
    },
    add: () => take() !== null,
    remove: (key) => setLabels(Object.fromEntries(Object.entries(labels).filter(([other]) => other !== key))),
    finish: take,
  };
}
