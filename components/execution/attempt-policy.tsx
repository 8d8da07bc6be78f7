"use client";

import { useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { POLICY_LABELS, policyWords } from "#components/services/config-difference.ts";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Policy } from "#server/domain/policy.ts";
import type { AttemptView, ExecutionDetail } from "#server/domain/views.ts";

/** The policy as copied at the start of each attempt; what differs from the attempt before is marked. */
export function AttemptPolicy({ execution }: { execution: Pick<ExecutionDetail, "attempts" | "attempt"> }) {
  const { attempts } = execution;
  const [chosen, choose] = useState<number | null>(null);
  const shown = attempts.find(({ attempt }) => attempt === chosen) ?? attempts.at(-1);
  if (!shown) {
    return (
      <Section title="Policy">
        <p className="text-ink-muted">The service’s policy is copied when an attempt starts.</p>
      </Section>
    );
  }
  const before = attempts.find(({ attempt }) => attempt === shown.attempt - 1);
  return (
    <Section
      title={`Policy, as copied at the start of attempt ${shown.attempt}`}
      action={
        attempts.length > 1 && (
          <Select
            aria-label="Policy of attempt"
            className="w-28"
            value={String(shown.attempt)}
            onChange={(event) => choose(Number(event.target.value))}
            options={attempts.map(({ attempt }) => ({ value: String(attempt), label: `Attempt ${attempt}` }))}
          />
        )
      }
    >
      <PolicyFacts shown={shown} before={before} />
    </Section>
  );
}

function PolicyFacts({ shown: { policy }, before }: { shown: AttemptView; before: AttemptView | undefined }) {
  const formatNumber = useFormatNumber();
  const keys = Object.keys(POLICY_LABELS) as (keyof Policy)[];
  return (
    <Facts
      facts={keys.map((key) => {
        const words = policyWords(policy, key, formatNumber);
        const wordsBefore = before && policyWords(before.policy, key, formatNumber);
        const changed = wordsBefore !== undefined && wordsBefore !== words;
        return {
          label: POLICY_LABELS[key],
          value: changed ? (
            <>
              {words} <span className="text-ink-muted">(attempt before: {wordsBefore})</span>
            </>
          ) : (
            words
          ),
        };
      })}
    />
  );
}
