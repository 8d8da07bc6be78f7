"use client";

import { type ReactNode, useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { ApplyChoice } from "./apply-choice.tsx";
import { type Applying, appliedOf } from "./apply-words.ts";
import { configChanges } from "./config-difference.ts";
import {
  draftOf,
  fieldOfFault,
  type ParsedDraft,
  type Settings,
  type SettingsDraft,
  settingsAt,
  settingsOf,
} from "./settings-draft.ts";
import { MAIN_FIELDS, MainFields, MoreFields } from "./settings-fields.tsx";
import { useIsTyped } from "./use-is-typed.ts";
import { useOneAtATime } from "./use-one-at-a-time.ts";
import { NO_RULES, useRules } from "./use-rules.ts";
import { type SettingsBase, useSettingsBase } from "./use-settings-base.ts";

/** Why settings were not saved; `faults` names fields. */
export interface SaveFailure {
  /** That it was not saved, or that nobody knows, and why. */
  message: string;
  faults: { field: string; message: string }[];
}

export interface SettingsPanelProps {
  /** The newest revision; when it changes under an unsaved form, that is shown as a conflict. */
  service: SettingsBase;
  /** Saves on top of `baseRevision`; null when it is saved. */
  onSave: (settings: Settings, baseRevision: number, applying: Applying) => Promise<SaveFailure | null>;
  /** Told whether the form holds something that is not saved. */
  onDirty: (dirty: boolean) => void;
  /** Draws what the draft does; null while a field is wrong, undefined while nobody has checked it. */
  preview: (draft: Settings | null | undefined, applying: Applying) => ReactNode;
}

/** The settings of a service: nothing is saved before the button says so. */
export function SettingsPanel({ service, onSave, onDirty, preview }: SettingsPanelProps) {
  const { rules, load, resolver } = useRules(() => import("./settings-rules.ts"));
  const form = useForm<SettingsDraft, unknown, ParsedDraft>({
    resolver,
    defaultValues: draftOf(service),
    mode: "onChange",
  });
  const { errors } = form.formState;
  const isTyped = useIsTyped(form);
  const { busy, once } = useOneAtATime();
  const { base, conflict, take, keep } = useSettingsBase(service, form, isTyped);
  const [chosen, setApplying] = useState<Applying>("new");
  const [moreIsOpen, setMoreIsOpen] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const typed = useWatch({ control: form.control }) as SettingsDraft;
  const draft = isTyped ? rules?.settingsOfDraft(typed, base) : settingsAt(base);
  const applied = draft && appliedOf(base, draft);
  // What the change can't do is not done, also when it was chosen for an earlier one.
  const applying = chosen === "live" && !applied?.movesDeadlines ? "new" : chosen;
  useEffect(() => onDirty(isTyped), [isTyped, onDirty]);
  const submit = form.handleSubmit(async (parsed) => {
    const failed = await onSave(settingsOf(parsed, base), base.revision, applying);
    setFailure(failed && placeFaults(failed, (field, message) => form.setError(field, { message })));
    if (failed) return;
    form.reset(form.getValues());
    setApplying("new");
  });
  const fields = { control: form.control, errors };
  const moreIsWrong = Object.keys(errors).some((name) => !(MAIN_FIELDS as readonly string[]).includes(name));
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void once(async () => ((await load()) ? submit() : setFailure(NO_RULES)));
        }}
        noValidate
        aria-label="Settings"
        className="flex flex-col gap-4"
      >
        {conflict && <ConflictNotice base={base} theirs={service} onTake={take} onKeep={keep} />}
        {/* What is typed before the page has come alive would be mixed with the value that it sets then. */}
        <fieldset disabled={!useHydrated()} className="contents">
          <MainFields {...fields} />
          {/* A fault opens it; that the fault goes does not close it under the hand. */}
          <details
            open={moreIsOpen || moreIsWrong}
            onToggle={({ currentTarget }) => setMoreIsOpen(currentTarget.open)}
            className="border-t pt-3"
          >
            <summary className="font-medium text-ink-muted hover:text-ink">More</summary>
            <div className="mt-3 flex flex-col gap-4">
              <MoreFields {...fields} runtime={service.runtime} />
            </div>
          </details>
          {isTyped && applied && (
            <ApplyChoice applying={applying} onApplying={setApplying} applied={applied} />
          )}
        </fieldset>
        {failure && <Banner kind="error">{failure}</Banner>}
        <div className="flex flex-wrap gap-2 border-t pt-3">
          <Button disabled={!isTyped || busy} onClick={() => form.reset()}>
            Discard
          </Button>
          <Button type="submit" variant="primary" pending={busy} disabled={!isTyped || conflict}>
            Save revision {service.revision + 1}
          </Button>
        </div>
      </form>
      <div className="lg:sticky lg:top-4 lg:self-start">{preview(draft, applying)}</div>
    </div>
  );
}

/** Puts each fault at its field and returns the words for what has no field here; null when all had one. */
function placeFaults(failure: SaveFailure, place: (field: keyof SettingsDraft, message: string) => void) {
  const homeless = failure.faults.filter(({ field, message }) => {
    const name = fieldOfFault(field);
    if (name) place(name, message);
    return !name;
  });
  if (failure.faults.length === 0) return failure.message;
  return homeless.length > 0
    ? `It was not saved. ${homeless.map((fault) => fault.message).join("; ")}`
    : null;
}

interface ConflictNoticeProps {
  base: SettingsBase;
  theirs: SettingsBase;
  onTake: () => void;
  onKeep: () => void;
}

function ConflictNotice({ base, theirs, onTake, onKeep }: ConflictNoticeProps) {
  const formatNumber = useFormatNumber();
  const changes = configChanges(base, theirs, formatNumber).map(
    (change) => `${change.label} from ${change.before} to ${change.after}`,
  );
  return (
    <Banner kind="warning">
      <p>
        {theirs.updatedBy} saved revision {theirs.revision} while you were editing revision {base.revision}
        {changes.length > 0 && `: ${changes.join(", ")}`}.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={onKeep}>
          Put my changes on top of revision {theirs.revision}
        </Button>
        <Button size="sm" onClick={onTake}>
          Drop my changes
        </Button>
      </div>
    </Banner>
  );
}
