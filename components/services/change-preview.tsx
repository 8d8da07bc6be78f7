"use client";

import { ArrowRight } from "lucide-react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import type { Applying } from "./apply-words.ts";
import { changeWords } from "./change-words.ts";
import { type ConfigChange, configChanges } from "./config-difference.ts";
import type { Settings } from "./settings-draft.ts";

export interface ChangePreviewProps {
  service: Pick<ServiceRow, "policy" | "placement" | "counts">;
  /** Null while a field is wrong, undefined while nobody has checked it. */
  draft: Settings | null | undefined;
  applying: Applying;
  /** Undefined while it is being read. */
  preview: PolicyPreview | undefined;
  /** It was counted for what was typed before. */
  stale: boolean;
}

/** What saving would do, live while typing. */
export function ChangePreview({ service, draft, applying, preview, stale }: ChangePreviewProps) {
  const formatNumber = useFormatNumber();
  const changes = draft && configChanges(service, draft, formatNumber);
  return (
    <aside aria-label="What this change does" className="rounded-md border bg-surface p-3">
      <h3 className="mb-2 text-sm font-semibold">What this change does</h3>
      {changes && <Changes changes={changes} />}
      {/* How many run comes and goes: it is read out only to who changes something. */}
      <div
        aria-live={changes?.length === 0 ? "off" : "polite"}
        aria-busy={stale}
        className={cn("flex min-h-10 flex-col gap-1.5 text-ink-muted", stale && "greyed")}
      >
        {draft === undefined ? (
          <p>It has not been checked yet.</p>
        ) : draft === null ? (
          <p>It can’t be saved: a field is wrong.</p>
        ) : (
          preview &&
          changeWords(service, draft, preview, applying, formatNumber).map((words) => (
            <p key={words}>{words}</p>
          ))
        )}
      </div>
    </aside>
  );
}

function Changes({ changes }: { changes: ConfigChange[] }) {
  if (changes.length === 0) return <p className="mb-2 text-ink-muted">Nothing is changed.</p>;
  return (
    <ul className="mb-2 flex flex-col gap-1">
      {changes.map((change) => (
        <li key={change.label}>
          {change.label}: <FromTo before={change.before} after={change.after} />
        </li>
      ))}
    </ul>
  );
}

/** A value before and after. */
export function FromTo({ before, after, className }: { before: string; after: string; className?: string }) {
  return (
    <span className={cn("tabular-nums", className)}>
      <del className="text-ink-faint decoration-ink-faint">{before || "nothing"}</del>
      <ArrowRight aria-hidden className="mx-1 inline size-3" />
      <span className="sr-only"> becomes </span>
      <ins className="font-medium no-underline">{after || "nothing"}</ins>
    </span>
  );
}
