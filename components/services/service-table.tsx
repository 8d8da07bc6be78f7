"use client";

import { Play } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useRowFocus } from "#components/shell/use-row-focus.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import { MOST_ENDED_COUNTED } from "#server/domain/status.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import { ON_RESET_WORDS } from "./config-difference.ts";
import { replicasWords } from "./scale-words.ts";
import { ServiceBadge } from "./service-badge.tsx";
import { serviceStateOf } from "./service-state.ts";
import { RetryTime } from "./start-failure-notice.tsx";

export interface ServiceTableProps {
  services: ServiceRow[];
  onStart: (service: ServiceRow) => void;
}

/** Services by name, with what they run. */
export function ServiceTable({ services, onStart }: ServiceTableProps) {
  useRowFocus("Services", "service", services.length > 0);
  return (
    <TableFrame label="Services">
      <Table aria-label="Services">
        <TableHead>
          <tr>
            <ColumnHeading>Service</ColumnHeading>
            <ColumnHeading>State</ColumnHeading>
            <ColumnHeading align="end">Replicas</ColumnHeading>
            <ColumnHeading align="end">In progress</ColumnHeading>
            <ColumnHeading align="end">Created</ColumnHeading>
            <ColumnHeading align="end">Failed</ColumnHeading>
            <ColumnHeading>Policy</ColumnHeading>
            <ColumnHeading className="sticky right-0">
              <span className="sr-only">Actions</span>
            </ColumnHeading>
          </tr>
        </TableHead>
        <tbody>
          {services.map((service) => (
            <ServiceLine key={service.id} service={service} onStart={() => onStart(service)} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function ServiceLine({ service, onStart }: { service: ServiceRow; onStart: () => void }) {
  const formatNumber = useFormatNumber();
  const { name, counts, replicas, placement } = service;
  return (
    <TableRow>
      <TableCell className="py-1.5">
        <Link href={`/services/${name}`} data-row className="font-medium hover:underline">
          {name}
        </Link>
        <span className="ml-2 text-xs text-ink-faint">{service.runtime}</span>
        {service.description && (
          <p title={service.description} className="max-w-64 truncate text-xs text-ink-muted">
            {service.description}
          </p>
        )}
      </TableCell>
      <TableCell className="py-1.5">
        <StateCell service={service} />
      </TableCell>
      <TableCell align="end" className="py-1.5">
        {replicas.ready} of {replicasWords(placement)} ready
        <Below>{replicas.older > 0 && `${replicas.older} of an older revision`}</Below>
        <Below>{replicas.draining > 0 && `${replicas.draining} draining`}</Below>
      </TableCell>
      <TableCell align="end">
        <Count name={name} status="in-progress" count={counts["in-progress"]} what="in progress" />
        <Below className="text-stopping">
          {counts.stopping > 0 && `${formatNumber(counts.stopping)} stopping`}
        </Below>
      </TableCell>
      <TableCell align="end">
        <Count name={name} status="created" count={counts.created} what="created" />
      </TableCell>
      <TableCell align="end">
        <Count name={name} status="failed" count={counts.failed} what="failed" />
      </TableCell>
      <TableCell className="py-1.5">
        <PolicyCell service={service} />
      </TableCell>
      <TableCell align="end" className="sticky right-0 bg-canvas group-hover/row:bg-hover">
        <Button size="sm" onClick={onStart} aria-label={`Start an execution of ${name}`}>
          <Play aria-hidden /> Start
        </Button>
      </TableCell>
    </TableRow>
  );
}

function StateCell({ service }: { service: ServiceRow }) {
  const state = serviceStateOf(service);
  return (
    <>
      <ServiceBadge state={state} />
      {state === "failing" && service.startFailures && (
        <>
          <p title={service.startFailures.error} className="max-w-40 truncate text-xs text-failed">
            {service.startFailures.error}
          </p>
          <Below>
            for <RelativeTime at={service.startFailures.since} bare />,{" "}
            <RetryTime service={service} failures={service.startFailures} />
          </Below>
        </>
      )}
      {state === "crashing" && service.crashLoop && <CrashWords loop={service.crashLoop} />}
    </>
  );
}

function CrashWords({ loop }: { loop: NonNullable<ServiceRow["crashLoop"]> }) {
  return (
    <>
      <p title={loop.error} className="max-w-40 truncate text-xs text-failed">
        {loop.error}
      </p>
      <Below>
        {loop.count} in a row, last <RelativeTime at={loop.crashedAt} />
      </Below>
    </>
  );
}

function Count(props: { name: string; status: string; count: number; what: string }) {
  const formatNumber = useFormatNumber();
  if (props.count === 0) return <span className="text-ink-faint">0</span>;
  const isMore = props.status === "failed" && props.count > MOST_ENDED_COUNTED;
  const count = isMore ? `${formatNumber(MOST_ENDED_COUNTED)}+` : formatNumber(props.count);
  return (
    <Link
      href={`/executions?service=${encodeURIComponent(props.name)}&status=${props.status}`}
      aria-label={`${count} ${props.what}`}
      className="hover:underline"
    >
      {count}
    </Link>
  );
}

function PolicyCell({ service: { policy } }: { service: ServiceRow }) {
  const attempts = policy.maxAttempts === 1 ? "1 attempt" : `${policy.maxAttempts} attempts`;
  const reset = ON_RESET_WORDS[policy.onReset].toLowerCase();
  return (
    <span className="tabular-nums">
      {formatSeconds(policy.executionTimeout)}
      <Below>{policy.onReset === "rerun" ? `${reset}, ${attempts}` : reset}</Below>
    </span>
  );
}

/** A second line in a cell; nothing when there is nothing to say. */
function Below({ children, className }: { children: ReactNode; className?: string }) {
  if (!children) return null;
  return <span className={cn("block text-xs text-ink-muted", className)}>{children}</span>;
}
