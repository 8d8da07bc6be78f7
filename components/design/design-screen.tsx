"use client";

import { useRef, useState } from "react";
import { DEFAULT_COLUMNS } from "#components/executions/columns.ts";
import { ExecutionTable } from "#components/executions/execution-table.tsx";
import { SHOWN_STATES } from "#components/executions/state.tsx";
import { StateBadge } from "#components/executions/state-badge.tsx";
import { StatusChips } from "#components/executions/status-chips.tsx";
import { TerminateDialog } from "#components/executions/terminate-dialog.tsx";
import { useColumns } from "#components/executions/use-columns.ts";
import { useSelection } from "#components/executions/use-selection.ts";
import { FreshnessMark } from "#components/shell/freshness-mark.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Sort, StatusFilter } from "#server/domain/query/execution-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { Charts } from "./charts.tsx";
import { Dialogs } from "./dialogs.tsx";
import { Ladders } from "./ladders.tsx";
import { Overlays, Texts } from "./overlays.tsx";
import { Controls, Notices } from "./parts.tsx";
import { manyRows, SAMPLE_COUNTS } from "./samples.ts";

/** Every part in every state, for the eye. */
export function DesignScreen() {
  const [start] = useState(useNow());
  return (
    <div className="flex flex-col gap-6 px-3 py-4 sm:px-5">
      <PageHeader title="Design" facts="Every part in every state, in the look that is chosen." />
      <Section title="States">
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {SHOWN_STATES.map((state) => (
            <StateBadge key={state} state={state} detail="detail" />
          ))}
        </div>
        <div className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
          {SHOWN_STATES.map((state) => (
            <StateBadge key={state} state={state} framed />
          ))}
        </div>
      </Section>
      <Section title="Freshness">
        <div className="flex flex-wrap gap-6">
          <FreshnessMark freshness={{ state: "live" }} />
          <FreshnessMark freshness={{ state: "paused", since: new Date(start) }} />
          <FreshnessMark freshness={{ state: "polling", since: new Date(start) }} />
          <FreshnessMark freshness={{ state: "reconnecting", since: new Date(start) }} />
          <FreshnessMark freshness={{ state: "offline", since: new Date(start) }} />
        </div>
      </Section>
      <Rows start={start} />
      <Controls />
      <Texts />
      <Overlays />
      <Dialogs start={start} />
      <Charts start={start} />
      <Ladders start={start} />
      <Notices start={start} />
    </div>
  );
}

/** What the sample rows show of the list: 1,000 of them. */
const MANY = 1_000;

function Rows({ start }: { start: number }) {
  const [chosen, setChosen] = useState<StatusFilter[]>([]);
  const [asked, setAsked] = useState<ExecutionRow | null>(null);
  const [sort, setSort] = useState<Sort>("longest");
  const [rows] = useState(() => manyRows(start, MANY).map((row) => ({ row, gone: false, at: null })));
  const columns = useColumns(DEFAULT_COLUMNS);
  const selection = useSelection("");
  const frameRef = useRef<HTMLDivElement>(null);
  return (
    <Section title="Executions">
      <StatusChips counts={{ ...SAMPLE_COUNTS, atLeast: ["success"] }} chosen={chosen} onChange={setChosen} />
      <div className="mt-2 flex h-140 flex-col">
        <ExecutionTable
          rows={rows}
          columns={columns}
          selection={selection}
          sort={sort}
          onSort={setSort}
          total={rows.length}
          hasMore={false}
          onMore={() => {}}
          onTerminate={setAsked}
          onWithdraw={() => {}}
          onDeadline={() => {}}
          onBulk={() => {}}
          onRest={() => {}}
          onLook={() => {}}
          frameRef={frameRef}
          onAim={() => {}}
          stale={false}
        />
      </div>
      <TerminateDialog
        execution={asked}
        policy={{ gracePeriod: 30, killWait: 5 }}
        runtime="python"
        below={2}
        reasons={{ templates: ["wrong data"], recent: ["too slow"] }}
        onTerminate={async () => {
          throw new Error("The web server does not answer. Try again.");
        }}
        onClose={() => setAsked(null)}
      />
    </Section>
  );
}
