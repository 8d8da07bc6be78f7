"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useHydrated } from "#components/time/now-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { DEFAULT_PLACEMENT, DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { LeaveGuard } from "./leave-guard.tsx";
import {
  draftOfProgram,
  EMPTY_DRAFT,
  type Faults,
  programField,
  type TypedService,
} from "./program-draft.ts";
import { ProgramFields } from "./program-fields.tsx";
import {
  draftOf,
  fieldOfFault,
  type ParsedDraft,
  type Settings,
  type SettingsDraft,
  settingsOf,
} from "./settings-draft.ts";
import { MainFields, MoreFields } from "./settings-fields.tsx";
import type { SaveFailure } from "./settings-panel.tsx";
import { useIsTyped } from "./use-is-typed.ts";
import { useOneAtATime } from "./use-one-at-a-time.ts";
import { NO_RULES, useRules } from "./use-rules.ts";

const bringRules = async () => ({
  ...(await import("./program-rules.ts")),
  ...(await import("./settings-rules.ts")),
});

export interface NewServiceViewProps {
  /** What is duplicated; null for an empty form. */
  source: { name: string; revision: number; config: ServiceConfig } | null;
  /** Creates it, and then runs it once when `test`; null when it is created. */
  onCreate: (service: TypedService & Settings, test: boolean) => Promise<SaveFailure | null>;
}

/** A new service, from nothing or as a copy of another one: nothing is deployed before the button says so. */
export function NewServiceView({ source, onCreate }: NewServiceViewProps) {
  const start = {
    policy: source?.config.policy ?? DEFAULT_POLICY,
    placement: source?.config.placement ?? DEFAULT_PLACEMENT,
  };
  const [first] = useState(() =>
    source ? draftOfProgram(source.config.description, source.config.program) : EMPTY_DRAFT,
  );
  const [draft, setDraft] = useState(first);
  const [faults, setFaults] = useState<Faults>({});
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [created, setCreated] = useState(false);
  const { rules, load, resolver } = useRules(bringRules);
  const form = useForm<SettingsDraft, unknown, ParsedDraft>({
    resolver,
    defaultValues: draftOf(start),
    mode: "onChange",
    shouldFocusError: false,
  });
  const { errors } = form.formState;
  const { busy, once } = useOneAtATime();
  const settingsAreTyped = useIsTyped(form);
  const isTyped = settingsAreTyped || JSON.stringify(draft) !== JSON.stringify(first);
  const { ref, focusFault } = useFaultFocus();
  const onDraft = (next: typeof draft) => {
    setDraft(next);
    if (!tried || !rules) return;
    const read = rules.readDraft(next);
    setFaults("faults" in read ? read.faults : {});
  };
  const submit = async (test: boolean) => {
    setTried(true);
    setFailure(null);
    const loaded = await load();
    if (!loaded) return setFailure(NO_RULES);
    const read = loaded.readDraft(draft);
    setFaults("faults" in read ? read.faults : {});
    await form.handleSubmit(async (parsed) => {
      if ("faults" in read) return;
      const failed = await onCreate({ ...read.service, ...settingsOf(parsed, start) }, test);
      if (failed) placeFaults(failed);
      else setCreated(true);
    })();
    focusFault();
  };
  const placeFaults = ({ message, faults: told }: SaveFailure) => {
    const placed: Faults = {};
    const homeless: string[] = [];
    for (const fault of told) {
      const own = programField(fault.field, draft);
      const settings = own ? null : fieldOfFault(fault.field);
      if (own) placed[own] = fault.message;
      else if (settings) form.setError(settings, { message: fault.message });
      else homeless.push(fault.message);
    }
    setFaults(placed);
    setFailure(
      told.length === 0
        ? message
        : `The service was not created. ${homeless.join("; ") || "See the fields above."}`,
    );
  };
  const count = Object.keys(faults).length + Object.keys(errors).length;
  return (
    <div className="flex max-w-3xl flex-col gap-5 px-3 py-4 sm:px-5">
      <PageHeader
        title={source ? `Duplicate ${source.name}` : "New service"}
        facts={
          source ? `As its revision ${source.revision} is. Nothing that it has run comes along.` : undefined
        }
      />
      <form ref={ref} noValidate aria-label="New service" onSubmit={(event) => event.preventDefault()}>
        <fieldset disabled={!useHydrated()} className="flex flex-col gap-5">
          <Section title="Program" className="flex flex-col gap-4">
            <div className="flex flex-col gap-4">
              <ProgramFields draft={draft} onDraft={onDraft} faults={faults} />
            </div>
          </Section>
          <Section title="Policy and placement">
            <div className="flex flex-col gap-4">
              <MainFields control={form.control} errors={errors} />
              <details className="border-t pt-3">
                <summary className="font-medium text-ink-muted hover:text-ink">More</summary>
                <div className="mt-3 flex flex-col gap-4">
                  <MoreFields control={form.control} errors={errors} runtime={draft.runtime} />
                </div>
              </details>
            </div>
          </Section>
        </fieldset>
        <div aria-live="polite" className="mt-4">
          {count > 0 && tried && (
            <Banner kind="error" read="never">
              {count === 1 ? "1 field is wrong" : `${count} fields are wrong`}: nothing was created.
            </Banner>
          )}
          {failure && count === 0 && (
            <Banner kind="error" read="never">
              {failure}
            </Banner>
          )}
        </div>
        <div className="mt-4 flex flex-wrap gap-2 border-t pt-3">
          <Button asChild>
            <Link href={source ? `/services/${source.name}` : "/services"}>Cancel</Link>
          </Button>
          <Button disabled={busy} onClick={() => void once(() => submit(true))}>
            Create and test…
          </Button>
          <Button variant="primary" pending={busy} onClick={() => void once(() => submit(false))}>
            Create service
          </Button>
        </div>
        <p className="mt-2 text-xs text-ink-muted">
          A test is a real run: only a runner can say whether the program loads and does its work.
        </p>
      </form>
      <LeaveGuard
        active={isTyped && !created}
        loss="The service is not created: what you typed would be gone."
      />
    </div>
  );
}

/** Brings whoever has submitted to the first field that is wrong, once it says so. */
function useFaultFocus() {
  const ref = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);
  return { ref, focusFault: () => setTries((count) => count + 1) };
}
