import { type UseFormReturn, useWatch } from "react-hook-form";
import type { ParsedDraft, SettingsDraft } from "./settings-draft.ts";

/**
 * Whether a form holds anything else than it was filled with, from the first letter on. `isDirty` of React Hook Form follows only
 * once the rules have been asked, and these may have to be fetched.
 */
export function useIsTyped({
  control,
  formState,
}: UseFormReturn<SettingsDraft, unknown, ParsedDraft>): boolean {
  const typed = useWatch({ control });
  const { defaultValues } = formState;
  return Object.entries(typed).some(
    ([name, value]) => value !== defaultValues?.[name as keyof SettingsDraft],
  );
}
