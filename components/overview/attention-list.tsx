"use client";

import Link from "next/link";
import { executionsHref } from "#components/executions/filter-href.ts";
import { shortId } from "#components/executions/short-id.ts";
import { stateOf } from "#components/executions/state.tsx";
import { StateBadge } from "#components/executions/state-badge.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Duration } from "#components/time/duration.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  ATTENTION,
  ATTENTION_FILTERS,
  MOST_LOOKED_AT,
  type Situation,
  type SituationRow,
} from "#server/domain/overview.ts";
import { NoticeList } from "./notice-list.tsx";
import { ATTENTION_WORDS, whyWords } from "./overview-words.ts";

/** What does not answer, fails or is paused, then what runs and wants a look, the most urgent first. */
export function AttentionList({ situation }: { situation: Situation }) {
  const formatNumber = useFormatNumber();
  const { attention, rows } = situation;
  const counted = ATTENTION.filter((why) => attention[why] > 0);
  return (
    <Section
      title="Wants a look"
      action={
        <span className="flex flex-wrap justify-end gap-x-3 text-ink-muted tabular-nums">
          {counted.map((why) => (
            <Link
              key={why}
              href={executionsHref(ATTENTION_FILTERS[why])}
              title={ATTENTION_WORDS[why].meaning}
              className="hover:underline"
            >
              {formatNumber(attention[why])} {ATTENTION_WORDS[why].word}
            </Link>
          ))}
        </span>
      }
    >
      <NoticeList situation={situation} />
      {rows.length === 0 ? (
        <p className="py-2 text-ink-muted">
          Nothing that runs is lost, stopping, overdue, stalled, slower than usual or near its deadline.
        </p>
      ) : (
        <ul className="border-t [ul+&]:border-t-0">
          {rows.map((row) => (
            <li key={row.execution.id}>
              <Line row={row} />
            </li>
          ))}
        </ul>
      )}
      {!situation.complete && (
        <p className="pt-2 text-ink-muted">
          More than {formatNumber(MOST_LOOKED_AT)} run; only those that have run longest were looked at.
        </p>
      )}
    </Section>
  );
}

function Line({ row }: { row: SituationRow }) {
  const { execution, why } = row;
  return (
    <Link
      href={`/executions/${execution.id}`}
      className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-0.5 border-b px-1 py-1.5 hover:bg-hover"
    >
      <span className="flex w-40 shrink-0 items-center gap-2">
        <StateBadge state={stateOf(execution)} />
        {why.includes("overdue") && <Badge tone="warning">overdue</Badge>}
        {why.includes("slow") && <Badge tone="warning">slow</Badge>}
      </span>
      <span className="min-w-0 truncate">
        {execution.serviceName} <span className="text-ink-muted">· {execution.functionName}</span>
      </span>
      <code className="text-xs text-ink-muted">{shortId(execution.id)}</code>
      <span className="min-w-0 grow basis-48 truncate text-ink-muted tabular-nums">
        <Why row={row} />
      </span>
      {execution.startedAt && (
        <span className="ml-auto shrink-0">
          <Duration from={execution.startedAt} to={null} />
        </span>
      )}
    </Link>
  );
}

function Why({ row }: { row: SituationRow }) {
  return whyWords(row, useNow(), useFormatNumber());
}
