"use client";

import { Pause, X } from "lucide-react";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import type { BulkKind } from "#server/domain/bulk.ts";
import { KIND_WORDS } from "./bulk-words.ts";

export interface SelectionBarProps {
  count: number;
  /** How many fit the filter, in words; null when that is not known. */
  total: string | null;
  /** All that fit are meant, not only what is ticked. */
  all: boolean;
  /** Since when the list stands as it was; null while it does not yet. */
  pausedAt: Date | null;
  /** What has changed in it since; null when nothing is known to have. */
  changed: string | null;
  onAsk: (kind: BulkKind) => void;
  onAll: (all: boolean) => void;
  onClear: () => void;
}

const KINDS: readonly BulkKind[] = ["terminate", "rerun", "extend", "label"];

/** Stands in the place of the filters while rows are ticked: nothing moves meanwhile, and it says so. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, total, all, pausedAt, changed, onAsk, onAll, onClear } = props;
  const formatNumber = useFormatNumber();
  const { formatSecond } = useMomentFormats();
  return (
    <section
      aria-label="Selected executions"
      className="flex min-h-8 flex-wrap items-center gap-2 rounded-md border border-accent bg-selected px-2 py-px"
    >
      <span className="font-medium tabular-nums">
        {all ? `All ${total ?? ""} that fit selected` : `${formatNumber(count)} selected`}
      </span>
      <span className="flex items-center gap-1 text-ink-muted">
        <Pause aria-hidden className="size-3.5 shrink-0" />
        <span className="tabular-nums">
          updates paused{pausedAt && ` since ${formatSecond(pausedAt)}`}
          {changed && `: ${changed}`}
        </span>
      </span>
      {KINDS.map((kind) => (
        <Button key={kind} size="sm" onClick={() => onAsk(kind)}>
          {KIND_WORDS[kind].verb}…
        </Button>
      ))}
      <Button size="sm" variant="ghost" onClick={() => onAll(!all)}>
        {all ? `Only the ${formatNumber(count)} ticked` : `Select all ${total ?? ""} that fit`}
      </Button>
      <Button size="sm" variant="ghost" className="ml-auto" onClick={onClear}>
        <X aria-hidden /> Clear selection
      </Button>
    </section>
  );
}
