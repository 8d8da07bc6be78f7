"use client";

import Link from "next/link";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Section } from "#components/ui/section.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { ServiceLoad, Situation } from "#server/domain/overview.ts";

/** How much of what could run does, and who waits. */
export function LoadTable({ situation }: { situation: Situation }) {
  const formatNumber = useFormatNumber();
  const { services, runners } = situation;
  return (
    <Section
      title="Capacity"
      action={
        <span className="text-ink-muted tabular-nums">
          {formatNumber(free(services))} free slots · {runners.active}{" "}
          {runners.active === 1 ? "runner" : "runners"} active
          {runners.lost > 0 && <span className="text-failed">, {runners.lost} lost</span>}
        </span>
      }
    >
      {services.length === 0 ? (
        <p className="py-2 text-ink-muted">No service has a ready replica, and nothing waits.</p>
      ) : (
        <TableFrame label="Slots by service">
          <Table aria-label="Slots by service">
            <TableHead>
              <tr>
                <ColumnHeading>Service</ColumnHeading>
                <ColumnHeading>Slots used</ColumnHeading>
                <ColumnHeading align="end">Running</ColumnHeading>
                <ColumnHeading align="end">Stopping</ColumnHeading>
                <ColumnHeading align="end">Waiting</ColumnHeading>
                <ColumnHeading>Longest wait</ColumnHeading>
              </tr>
            </TableHead>
            <tbody>
              {services.map((load) => (
                <Row key={load.name} load={load} />
              ))}
            </tbody>
          </Table>
        </TableFrame>
      )}
    </Section>
  );
}

function free(services: readonly ServiceLoad[]): number {
  return services.reduce((sum, { slots, running }) => sum + Math.max(0, slots - running), 0);
}

function Row({ load }: { load: ServiceLoad }) {
  const formatNumber = useFormatNumber();
  const { name, running, stopping, waiting, moreWait, waitingSince, paused, slots } = load;
  return (
    <TableRow>
      <TableCell>
        <Link href={`/services/${name}`} className="font-medium hover:underline">
          {name}
        </Link>{" "}
        {paused && <Badge tone="warning">paused</Badge>}
      </TableCell>
      <TableCell className="tabular-nums">
        {slots === 0 ? (
          <span className="text-ink-muted">no replica is ready</span>
        ) : (
          <span className="flex items-center gap-2">
            <ProgressBar value={(100 * running) / slots} label="Slots used" className="w-24" />
            {formatNumber(running)} of {formatNumber(slots)}
            {running < slots && (
              <span className="text-ink-muted">· {formatNumber(slots - running)} free</span>
            )}
          </span>
        )}
      </TableCell>
      <TableCell align="end">{formatNumber(running)}</TableCell>
      <TableCell align="end">{formatNumber(stopping)}</TableCell>
      <TableCell align="end">
        {formatNumber(waiting)}
        {moreWait && "+"}
      </TableCell>
      <TableCell>{waitingSince ? <RelativeTime at={waitingSince} bare /> : "–"}</TableCell>
    </TableRow>
  );
}
