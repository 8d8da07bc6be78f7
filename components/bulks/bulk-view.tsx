"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { executionsHref } from "#components/executions/filter-href.ts";
import { type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { MODE_LABELS } from "#components/executions/mode-labels.ts";
import { shortId } from "#components/executions/short-id.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Duration } from "#components/time/duration.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Section } from "#components/ui/section.tsx";
import { type BulkMove, canMove } from "#server/domain/bulk.ts";
import type { BulkDetail } from "#server/domain/bulk-views.ts";
import { printLabels } from "#server/domain/labels.ts";
import { membersOf } from "./bulk-members.ts";
import { bulkTitle, executionsWord, ladderOf, reachedOf, STATUS_WORDS } from "./bulk-words.ts";

export type MoveBulk = (move: Exclude<BulkMove, "start">) => void;

export interface BulkViewProps {
  bulk: BulkDetail;
  fault: LoadFault | null;
  onMove: MoveBulk;
  pending: boolean;
  /** Why the last move was refused. */
  error: string | null;
}

/** One bulk as it goes on. It says what was asked for, and what is proven. */
export function BulkView({ bulk, fault, onMove, pending, error }: BulkViewProps) {
  return (
    <div className="flex flex-col gap-4 py-4">
      {fault && <StaleNotice fault={fault} />}
      <div className={cn("flex flex-col gap-4 px-3 sm:px-5", fault && "greyed")}>
        <PageHeader
          title={bulkTitle(bulk)}
          facts={
            <Badge tone={bulk.status === "running" ? "accent" : "neutral"}>{STATUS_WORDS[bulk.status]}</Badge>
          }
          actions={<Moves bulk={bulk} onMove={onMove} pending={pending} />}
        />
        {error && <Banner kind="error">{error}</Banner>}
        <Reached bulk={bulk} />
        <div className="grid gap-6 lg:grid-cols-3">
          <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
            {bulk.kind === "terminate" && <Ladder bulk={bulk} />}
            {bulk.answers && <Answers bulk={bulk} answers={bulk.answers} />}
            <Told bulk={bulk} />
          </div>
          <Section title="Facts">
            <Facts facts={factsOf(bulk)} />
          </Section>
        </div>
      </div>
    </div>
  );
}

function Moves({ bulk, onMove, pending }: Pick<BulkViewProps, "bulk" | "onMove" | "pending">) {
  const { status } = bulk;
  return (
    <>
      {canMove(status, "pause") && (
        <Button pending={pending} onClick={() => onMove("pause")}>
          Pause
        </Button>
      )}
      {canMove(status, "resume") && (
        <Button variant="primary" pending={pending} onClick={() => onMove("resume")}>
          Resume
        </Button>
      )}
      {canMove(status, "abort") && (
        <Button pending={pending} onClick={() => onMove("abort")}>
          Abort, leave the rest alone
        </Button>
      )}
    </>
  );
}

function Reached({ bulk }: { bulk: BulkDetail }) {
  const formatNumber = useFormatNumber();
  const { reached, total, percent } = reachedOf(bulk);
  return (
    <section aria-label="Reached" className="flex flex-col gap-1.5">
      <p className="text-base tabular-nums">
        <span className="font-medium">{formatNumber(reached)}</span>
        {total === null
          ? " reached so far, all that fit"
          : ` of ${executionsWord(total, formatNumber)} reached`}
      </p>
      {percent !== null && <ProgressBar value={percent} label="Reached" className="w-full max-w-160" />}
      <p className="flex flex-wrap gap-x-4 text-ink-muted tabular-nums">
        {membersOf(bulk).map(({ count, words, where }) => (
          <Link key={where} href={executionsHref(where)} className="text-accent hover:underline">
            {formatNumber(count)} {words}
          </Link>
        ))}
        <Link href={executionsHref(`bulk:${bulk.id}`)} className="text-accent hover:underline">
          All in the list
        </Link>
      </p>
    </section>
  );
}

function Ladder({ bulk }: { bulk: BulkDetail }) {
  const formatNumber = useFormatNumber();
  const standing = ladderOf(bulk);
  const most = Math.max(1, bulk.counts.done);
  return (
    <Section title="Where those stand that were asked to stop">
      <dl className="flex flex-col">
        {standing
          .filter(({ count, rare }) => count > 0 || !rare)
          .map(({ label, count }) => (
            <div
              key={label}
              className="flex min-h-8 flex-wrap items-center gap-x-3 border-t py-1 first:border-t-0"
            >
              <dt className={count === 0 ? "w-64 text-ink-faint" : "w-64"}>{label}</dt>
              <dd className="flex grow items-center gap-3">
                <span className="min-w-8 tabular-nums sm:w-16 sm:text-right">{formatNumber(count)}</span>
                <ProgressBar
                  value={(100 * count) / most}
                  label={label}
                  tone="muted"
                  className="max-w-60 grow"
                />
              </dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}

function Answers({ bulk, answers }: { bulk: BulkDetail; answers: NonNullable<BulkDetail["answers"]> }) {
  const formatNumber = useFormatNumber();
  const open = bulk.counts.done - answers.moved - answers.refused;
  const words = [
    `${executionsWord(answers.moved, formatNumber)}: deadline moved`,
    ...(answers.refused > 0 ? [`${executionsWord(answers.refused, formatNumber)}: too late, or past`] : []),
    ...(open > 0 ? [`${executionsWord(open, formatNumber)}: not answered yet`] : []),
  ];
  return (
    <Section title="What their agents say">
      <p className="tabular-nums">{words.join(" · ")}</p>
    </Section>
  );
}

function Told({ bulk }: { bulk: BulkDetail }) {
  const formatNumber = useFormatNumber();
  const { id: bulkId, told, counts } = bulk;
  const all = counts.skipped + counts.failed;
  if (told.length === 0) return null;
  return (
    <Section title="Left alone or refused">
      <ul className="flex flex-col">
        {told.map(({ id, state, message }) => (
          <li key={id} className="flex min-h-8 flex-wrap items-center gap-x-3 border-t py-1 first:border-t-0">
            <Link href={`/executions/${id}`} className="font-mono text-xs text-accent hover:underline">
              {shortId(id)}
            </Link>
            <Badge tone={state === "failed" ? "bad" : "neutral"}>
              {state === "failed" ? "refused" : "left alone"}
            </Badge>
            <span className="text-ink-muted">{message}</span>
          </li>
        ))}
      </ul>
      {all > told.length && (
        <p className="tabular-nums">
          {formatNumber(told.length)} of {formatNumber(all)} are named here, the refused first.{" "}
          <Link
            href={executionsHref(`bulk:${bulkId}/skipped,${bulkId}/failed`)}
            className="text-accent hover:underline"
          >
            All {formatNumber(all)} in the list
          </Link>
        </p>
      )}
    </Section>
  );
}

function factsOf(bulk: BulkDetail): { label: string; value: ReactNode }[] {
  const { filter, note, startedAt, startedBy, endedAt, arguments: args } = bulk;
  const labels = [...printLabels(args.set ?? {}), ...(args.remove ?? []).map((key) => `${key}-`)];
  return [
    ...(filter === null
      ? []
      : [
          {
            label: "Filter",
            value: (
              <Link
                href={executionsHref(filter)}
                className="font-mono text-xs break-words text-accent hover:underline"
              >
                {filter || "none: all executions"}
              </Link>
            ),
          },
        ]),
    ...(bulk.kind === "terminate" ? [{ label: "Mode", value: MODE_LABELS[args.mode ?? "checkpoint"] }] : []),
    ...(labels.length > 0 ? [{ label: "Labels", value: labels.join(" ") }] : []),
    ...(note ? [{ label: "Reason", value: note }] : []),
    ...(startedAt
      ? [
          {
            label: "Begun",
            value: (
              <>
                <RelativeTime at={startedAt} /> by {startedBy}
              </>
            ),
          },
          { label: endedAt ? "Took" : "Takes", value: <Duration from={startedAt} to={endedAt} /> },
        ]
      : []),
  ];
}
