"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { ServiceRow } from "#server/domain/views.ts";
import { draftOf, type ParsedDraft, type SettingsDraft, type SettingsField } from "./settings-draft.ts";

/** The revision that a form was filled from. */
export type SettingsBase = Pick<ServiceRow, "revision" | "runtime" | "policy" | "placement" | "updatedBy">;

/** Follows newer revisions while nothing is typed; else keeps the one that was edited, and says that there is a conflict. */
export function useSettingsBase(
  service: SettingsBase,
  form: UseFormReturn<SettingsDraft, unknown, ParsedDraft>,
  isTyped: boolean,
) {
  const [base, setBase] = useState(service);
  const isNewer = service.revision > base.revision;
  const take = () => {
    setBase(service);
    form.reset(draftOf(service));
  };
  const keep = () => {
    const edited = Object.entries(form.getValues()).filter(([name, value]) => {
      return value !== draftOf(base)[name as SettingsField];
    });
    take();
    for (const [name, value] of edited) {
      form.setValue(name as SettingsField, value, { shouldDirty: true, shouldValidate: true });
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newer revision or a form left clean moves the base
  useEffect(() => {
    if (isNewer && !isTyped) take();
  }, [isNewer, isTyped, service.revision]);
  return { base, conflict: isNewer && isTyped, take, keep };
}
