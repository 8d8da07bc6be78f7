"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useRef } from "react";
import { TimeAxis } from "#components/charts/time-axis.tsx";
import { executionsHref } from "#components/executions/filter-href.ts";
import { shortId } from "#components/executions/short-id.ts";
import { STATES } from "#components/executions/state.tsx";
import { StateMark } from "#components/executions/state-badge.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Section } from "#components/ui/section.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Family, FamilyMember } from "#server/domain/family-views.ts";
import { isTerminal } from "#server/domain/status.ts";
import { barWords, type FamilyRow, familyRows, familySpan } from "./family-rows.ts";
import { OUTCOME_FILLS } from "./outcome-look.ts";

const ROW_PX = 30;
const AXIS_PX = 20;
/** What stands at the left and at the right of each bar. */
const NAME = "w-52 shrink-0 max-sm:w-32";
const LENGTH = "w-18 shrink-0";
/** More rows than so many scroll by themselves. */
const MOST_ROWS = 14;

export interface FamilyGanttProps {
  family: Family;
  /** The one whose page this is. */
  own: string;
}

/** An execution, what has started it and what it has started, on one scale of time. */
export function FamilyGantt(props: FamilyGanttProps) {
  return props.family.members.every(({ status }) => isTerminal(status)) ? (
    <Rows {...props} now={0} />
  ) : (
    <Ticking {...props} />
  );
}

function Ticking(props: FamilyGanttProps) {
  return <Rows {...props} now={useNow()} />;
}

function Rows({ family, own, now }: FamilyGanttProps & { now: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = familyRows(family.members, now);
  const span = familySpan(family.members, now);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  return (
    <Section
      title={`Family, ${rows.length}${family.more ? " and more" : ""}`}
      action={
        family.more && (
          <Link href={executionsHref(`parent:${own}`)} className="text-xs underline hover:no-underline">
            All that it started, in the list
          </Link>
        )
      }
    >
      <div
        ref={frame}
        className="overflow-y-auto"
        style={{ height: Math.min(rows.length, MOST_ROWS) * ROW_PX + AXIS_PX }}
        tabIndex={rows.length > MOST_ROWS ? 0 : undefined}
      >
        <ol className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <li
              key={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 flex items-center gap-2"
              style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
            >
              <Row row={rows[index] as FamilyRow} from={span.from} own={own} now={now} />
            </li>
          ))}
        </ol>
        <div className="sticky bottom-0 z-10 flex gap-2 bg-canvas">
          <span className={NAME} />
          <TimeAxis span={span} />
          <span className={LENGTH} />
        </div>
      </div>
    </Section>
  );
}

function Row({ row, from, own, now }: { row: FamilyRow; from: number; own: string; now: number }) {
  const formatNumber = useFormatNumber();
  const { member } = row;
  const words = barWords(member, from, now, formatNumber);
  const state = member.stopping ? "stopping" : member.status;
  return (
    <>
      <span className={cn("flex items-center gap-1.5", NAME)} style={{ paddingLeft: member.depth * 12 }}>
        <StateMark state={state} />
        <Tooltip content={words}>
          <Link
            href={`/executions/${member.id}`}
            prefetch={false}
            aria-current={member.id === own ? "page" : undefined}
            className={cn("min-w-0 truncate hover:underline", member.id === own && "font-semibold")}
          >
            {member.serviceName}{" "}
            <span className="font-mono text-xs text-ink-muted">{shortId(member.id)}</span>
          </Link>
        </Tooltip>
        <span className="sr-only">{STATES[state].word}</span>
      </span>
      <span aria-hidden title={words} className="relative h-3 grow rounded-sm bg-surface">
        {row.queued && <Part at={row.queued} className="top-1 h-1 bg-created/30" />}
        {row.attempts.map((attempt, index) => (
          <Part
            // biome-ignore lint/suspicious/noArrayIndexKey: an attempt's place is its name
            key={index}
            at={attempt}
            className={cn(
              "h-full min-w-0.5 rounded-xs border-r border-canvas",
              fillOf(attempt.outcome, member),
            )}
          />
        ))}
        {row.saved !== null && <Tick left={row.saved} className="bottom-0 h-1.5 bg-ink" />}
        {row.stop !== null && <Tick left={row.stop} className="-inset-y-0.5 bg-stopping" />}
      </span>
      <span className={cn("text-right text-xs text-ink-muted tabular-nums", LENGTH)}>
        {lengthWords(member, now, formatNumber)}
      </span>
    </>
  );
}

function fillOf(outcome: FamilyRow["attempts"][number]["outcome"], { stopping }: FamilyMember): string {
  if (outcome === null) return stopping ? "bg-stopping/70" : "bg-running/70";
  return OUTCOME_FILLS[outcome];
}

function lengthWords(
  { attempts, createdAt, endedAt }: FamilyMember,
  now: number,
  formatNumber: FormatNumber,
): string {
  const start = attempts[0]?.startedAt ?? createdAt;
  const length = (endedAt?.getTime() ?? now) - start.getTime();
  return formatDuration(length, { ticking: endedAt === null, formatNumber });
}

function Part({ at, className }: { at: { left: number; width: number }; className: string }) {
  return (
    <span className={cn("absolute", className)} style={{ left: `${at.left}%`, width: `${at.width}%` }} />
  );
}

function Tick({ left, className }: { left: number; className: string }) {
  return (
    <span
      className={cn("absolute w-0.5", className)}
      style={{ left: `clamp(0px, calc(${left}% - 1px), calc(100% - 2px))` }}
    />
  );
}
