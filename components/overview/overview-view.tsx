"use client";

import Link from "next/link";
import { executionsHref } from "#components/executions/filter-href.ts";
import { LoadFailure, type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { History, Situation } from "#server/domain/overview.ts";
import { AttentionList } from "./attention-list.tsx";
import { LoadTable } from "./load-table.tsx";
import { OutcomeSection } from "./outcome-section.tsx";
import { WasteSection } from "./waste-section.tsx";

export interface OverviewViewProps {
  /** Null while it comes for the first time, or could not be loaded. */
  situation: Situation | null;
  history: History | null;
  fault: LoadFault | null;
}

/** How everything stands: what to look at first, what could run, and how the last hours went. */
export function OverviewView({ situation, history, fault }: OverviewViewProps) {
  return (
    <div className="flex flex-col gap-5 py-4">
      <div className="px-3 sm:px-5">
        <PageHeader title="Overview" facts={situation && <Now situation={situation} />} />
      </div>
      {fault && !situation ? (
        <LoadFailure what="The overview could not be loaded." fault={fault} />
      ) : (
        <Parts situation={situation} history={history} fault={fault} />
      )}
    </div>
  );
}

function Parts({ situation, history, fault }: OverviewViewProps) {
  return (
    <>
      {fault && <StaleNotice fault={fault} />}
      <div className={cn("flex flex-col gap-6 px-3 sm:px-5", fault && "greyed")}>
        {situation ? (
          <>
            <AttentionList situation={situation} />
            <LoadTable situation={situation} />
          </>
        ) : (
          <Skeleton className="h-64 rounded-md" />
        )}
        {history ? (
          <>
            <OutcomeSection hours={history.hours} />
            <WasteSection waste={history.waste} hours={history.hours.length} />
          </>
        ) : (
          <Skeleton className="h-64 rounded-md" />
        )}
      </div>
    </>
  );
}

function Now({ situation }: { situation: Situation }) {
  const formatNumber = useFormatNumber();
  const counts = [
    { count: situation.running - situation.stopping, more: false, word: "running", status: "in-progress" },
    { count: situation.stopping, more: false, word: "stopping", status: "stopping" },
    { count: situation.waiting, more: situation.moreWait, word: "waiting", status: "created" },
  ];
  return (
    <span className="flex flex-wrap gap-x-4 tabular-nums">
      {counts.map(({ count, more, word, status }) => (
        <Link key={word} href={executionsHref(`status:${status}`)} className="hover:underline">
          <strong className="font-semibold text-ink">
            {formatNumber(count)}
            {more && "+"}
          </strong>{" "}
          {word}
        </Link>
      ))}
    </span>
  );
}
