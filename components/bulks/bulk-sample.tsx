import { shortId } from "#components/executions/short-id.ts";
import { ExecutionState } from "#components/executions/state-badge.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { BulkDraft } from "#server/domain/bulk-views.ts";
import { executionsWord } from "./bulk-words.ts";

/** Whom a bulk is about, before it begins: the first of them, with what would be done to each. */
export function BulkSample({ draft }: { draft: BulkDraft }) {
  const formatNumber = useFormatNumber();
  const more = draft.total - draft.sample.length;
  return (
    <div className="flex flex-col gap-1">
      <ul aria-label="What would be done" className="rounded-md border">
        {draft.sample.map(({ execution, reached, words }) => (
          <li
            key={execution.id}
            className="flex flex-wrap items-center gap-x-3 border-t px-2 py-1 text-xs first:border-t-0"
          >
            <code>{shortId(execution.id)}</code>
            <ExecutionState execution={execution} />
            <span className="text-ink-muted">{execution.serviceName}</span>
            <span className={cn("ml-auto", reached ? "text-ink" : "text-ink-faint")}>{words}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-xs text-ink-faint">and {executionsWord(more, formatNumber)} more</p>}
    </div>
  );
}
