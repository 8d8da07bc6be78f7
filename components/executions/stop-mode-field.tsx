"use client";

import { useNow } from "#components/time/now-provider.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Runtime } from "#server/domain/service-config.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { type StopTarget, stopChoice, stopModes } from "./stop-plan.ts";

export interface StopModeFieldProps {
  execution: StopTarget;
  runtime: Runtime | null;
  value: StopMode;
  onChange: (mode: StopMode) => void;
}

/** How it is to be stopped; nothing where there is no choice. */
export function StopModeField({ execution, runtime, value, onChange }: StopModeFieldProps) {
  const now = useNow();
  const modes = stopModes(execution, runtime);
  if (modes.length === 0) return null;
  return (
    <RadioGroup
      label="How"
      labelHidden
      value={value}
      onValueChange={onChange}
      options={modes.map((mode) => {
        const { label, hint } = stopChoice(mode, execution, runtime, now);
        return { value: mode, label, hint: <span className="tabular-nums">{hint}</span> };
      })}
    />
  );
}
