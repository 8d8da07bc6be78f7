"use client";

import Link from "next/link";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Section } from "#components/ui/section.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { ServiceLoad, Situation } from "#server/domain/overview.ts";
import { freeSlots } from "./overview-words.ts";

/** How much of what could run does, and who waits. */
export function LoadTable({ situation }: { situation: Situation }) {
  const formatNumber = useFormatNumber();
  const { services, runners } = situation;
  return (
    <Section
      title="Capacity"
      action={
        <span className="text-ink-muted tabular-nums">
          {formatNumber(freeSlots(services))} free slots · {runners.active}{" "}
          {runners.active === 1 ? "runner" : "runners"} active
          {runners.lost > 0 && (
            <Link href="/runners" className="text-failed hover:underline">
              , {runners.lost} lost
            </Link>
          )}
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

function Row({ load }: { load: ServiceLoad }) {
  const formatNumber = useFormatNumber();
  const { name, running, stopping, waiting, moreWait, waitingSince, paused, slots, used } = load;
  const free = freeSlots([load]);
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
            <ProgressBar value={(100 * used) / slots} label="Slots used" className="w-24" />
            {formatNumber(used)} of {formatNumber(slots)}
            {free > 0 && <span className="text-ink-muted">· {formatNumber(free)} free</span>}
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
