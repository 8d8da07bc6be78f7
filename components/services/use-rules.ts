import { useCallback, useEffect, useRef, useState } from "react";
import type { Resolver } from "react-hook-form";
import { onFirstSign } from "#components/ui/first-sign.ts";
import type { ParsedDraft, SettingsDraft } from "./settings-draft.ts";

type SettingsResolver = Resolver<SettingsDraft, unknown, ParsedDraft>;

export const NO_RULES = "What checks the fields could not be fetched from the server.";

/**
 * What checks a form of settings. A page is drawn without it: it comes with the first sign of somebody, before anything is typed,
 * or with the first change. `rules` is null until then; `load` brings them, null while they can't be had, and who saves has to
 * call it: without rules the resolver finds no fault.
 */
export function useRules<Rules extends { resolveSettings: SettingsResolver }>(bring: () => Promise<Rules>) {
  const [rules, setRules] = useState<Rules | null>(null);
  const first = useRef(bring);
  const underWay = useRef<Promise<Rules | null> | null>(null);
  const load = useCallback((): Promise<Rules | null> => {
    underWay.current ??= first.current().then(
      (loaded) => {
        setRules(loaded);
        return loaded;
      },
      () => {
        underWay.current = null;
        return null;
      },
    );
    return underWay.current;
  }, []);
  useEffect(() => onFirstSign(() => void load()), [load]);
  const resolver: SettingsResolver = async (...draft) =>
    (await load())?.resolveSettings(...draft) ?? { values: {}, errors: {} };
  return { rules, load, resolver };
}
