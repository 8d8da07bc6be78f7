"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { CommandLine } from "#components/ui/command-line.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Section } from "#components/ui/section.tsx";

export interface SettingsViewProps {
  /** Null while it is not known yet. */
  theme: string | null;
  onTheme: (theme: string) => void;
  singleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
  /** Who is signed in; null while it is not known yet. */
  actor: string | null;
  reasons: ReactNode;
}

const LOOKS = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** What can be set. */
export function SettingsView(props: SettingsViewProps) {
  return (
    <div className="flex max-w-160 flex-col gap-5 px-3 py-4 sm:px-5">
      <PageHeader title="Settings" />
      <Section title="Reasons for a stop">{props.reasons}</Section>
      <Section title="Appearance">
        <p className="mb-2 text-ink-muted">In this browser.</p>
        <RadioGroup
          label="Look"
          labelHidden
          value={props.theme ?? ""}
          onValueChange={props.onTheme}
          options={LOOKS}
        />
      </Section>
      <Section title="Keyboard">
        <div className="flex items-start gap-2">
          <Checkbox
            id="single-keys-act"
            className="mt-0.5"
            checked={props.singleKeys}
            onChange={(event) => props.onSingleKeys(event.target.checked)}
          />
          <div>
            <label htmlFor="single-keys-act">Single keys act, in this browser</label>
            <p className="text-xs text-ink-faint">
              Turn it off if you use speech input. The key ? shows all of them; Ctrl K always works.
            </p>
          </div>
        </div>
      </Section>
      <Section title="Signing in">
        <p className="mb-2">
          You are signed in as <span className="font-medium">{props.actor ?? "…"}</span>. What you do is kept
          under that name in the{" "}
          <Link href="/audit" className="text-accent underline hover:no-underline">
            audit
          </Link>
          . On Curfew's own machine, this prints a link by which another browser signs in, once:
        </p>
        <CommandLine command="node bin/curfew.mjs sign-in" />
      </Section>
    </div>
  );
}
