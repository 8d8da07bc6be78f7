"use client";

import { useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { configChanges } from "./config-difference.ts";
import { ChangeList, type Revision } from "./revision-list.tsx";

/** What differs between any two revisions. */
export function RevisionDifference({ revisions }: { revisions: Revision[] }) {
  const formatNumber = useFormatNumber();
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  if (revisions.length < 2) return null;
  const after = revisions.find(({ number }) => number === to) ?? revisions[0];
  const before = revisions.find(({ number }) => number === from) ?? revisions[1];
  if (!after || !before) return null;
  const changes = configChanges(before.config, after.config, formatNumber);
  const options = revisions.map(({ number }) => ({ value: String(number), label: `Revision ${number}` }));
  return (
    <details className="mb-3 border-b pb-3">
      <summary className="font-medium text-ink-muted hover:text-ink">Compare two revisions</summary>
      <div className="mt-3 flex flex-col gap-3">
        <div className="flex flex-wrap gap-3">
          <Field label="From">
            {(control) => (
              <Select
                {...control}
                name="from"
                value={String(before.number)}
                onChange={({ target }) => setFrom(Number(target.value))}
                options={options}
              />
            )}
          </Field>
          <Field label="To">
            {(control) => (
              <Select
                {...control}
                name="to"
                value={String(after.number)}
                onChange={({ target }) => setTo(Number(target.value))}
                options={options}
              />
            )}
          </Field>
        </div>
        <div aria-live="polite">
          {changes.length === 0 ? (
            <p className="text-ink-muted">Nothing differs.</p>
          ) : (
            <ChangeList changes={changes} />
          )}
        </div>
      </div>
    </details>
  );
}
