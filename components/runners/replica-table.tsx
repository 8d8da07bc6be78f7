"use client";

import Link from "next/link";
import { shortId } from "#components/executions/short-id.ts";
import { StateMark } from "#components/executions/state-badge.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Duration } from "#components/time/duration.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { ReplicaView } from "#server/domain/runner-views.ts";
import { diskWords } from "./disk-words.ts";
import { DrainNote } from "./drain-note.tsx";
import { LivenessMark } from "./liveness-mark.tsx";
import { cpuWords, memoryWords } from "./usage-words.ts";

const TONES: Record<ReplicaView["state"], Tone> = {
  starting: "accent",
  ready: "good",
  draining: "warning",
  stopping: "warning",
  stopped: "neutral",
  failed: "bad",
  lost: "bad",
};

/** States in which no agent lives any more. */
const OVER: ReplicaView["state"][] = ["stopped", "failed", "lost"];

/** The replicas of one runner and what they run. */
export function ReplicaTable({ host, replicas }: { host: string; replicas: ReplicaView[] }) {
  const label = `Replicas of ${host}`;
  return (
    <TableFrame label={label}>
      <Table aria-label={label}>
        <TableHead>
          <tr>
            <ColumnHeading>Service</ColumnHeading>
            <ColumnHeading>State</ColumnHeading>
            <ColumnHeading>Agent</ColumnHeading>
            <ColumnHeading align="end">Slots used</ColumnHeading>
            <ColumnHeading align="end">CPU</ColumnHeading>
            <ColumnHeading align="end">Memory</ColumnHeading>
            <ColumnHeading>Runs now</ColumnHeading>
          </tr>
        </TableHead>
        <tbody>
          {replicas.map((replica) => (
            <ReplicaLine key={replica.id} replica={replica} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function ReplicaLine({ replica }: { replica: ReplicaView }) {
  const formatNumber = useFormatNumber();
  const { executions, slots } = replica;
  return (
    <TableRow>
      <TableCell className="py-1.5">
        <Link href={`/services/${replica.serviceName}`} data-row className="font-medium hover:underline">
          {replica.serviceName}
        </Link>
        <span className="ml-2 text-xs text-ink-faint tabular-nums">revision {replica.revision}</span>
        <p className="text-xs text-ink-faint">
          <code>{shortId(replica.id)}</code>
        </p>
      </TableCell>
      <TableCell className="py-1.5">
        <StateBadge replica={replica} />
        <DrainNote replica={replica} />
        {replica.diskFault && (
          <p className="max-w-64 text-xs whitespace-normal text-failed tabular-nums">
            {diskWords(replica.diskFault, formatNumber)} · for{" "}
            <Duration from={new Date(replica.diskFault.since)} to={null} />
          </p>
        )}
        {replica.lastError && (
          <p title={replica.lastError} className="max-w-44 truncate text-xs text-failed">
            {replica.lastError}
          </p>
        )}
      </TableCell>
      <TableCell>
        <LivenessMark
          heartbeatAt={replica.heartbeatAt}
          lost={replica.lost}
          stopped={replica.state === "stopped" || replica.state === "failed"}
        />
        <p className="text-xs text-ink-faint tabular-nums">
          {replica.agentPid === null ? "no pid yet" : `pid ${replica.agentPid}`}
        </p>
      </TableCell>
      <TableCell align="end">
        {formatNumber(executions.length)} of {formatNumber(slots)}
      </TableCell>
      <TableCell align="end">{cpuWords(replica.cpuCores, formatNumber)}</TableCell>
      <TableCell align="end">{memoryWords(replica.memoryBytes, formatNumber)}</TableCell>
      <TableCell>
        <Executions executions={executions} />
      </TableCell>
    </TableRow>
  );
}

/** A replica whose agent gives no sign is only known to have been in its state. */
function StateBadge({ replica: { state, lost } }: { replica: ReplicaView }) {
  const isSilent = lost && !OVER.includes(state);
  return <Badge tone={isSilent ? "neutral" : TONES[state]}>{isSilent ? `was ${state}` : state}</Badge>;
}

function Executions({ executions }: Pick<ReplicaView, "executions">) {
  if (executions.length === 0) return <span className="text-ink-faint">nothing</span>;
  return (
    <ul className="flex flex-col">
      {executions.map(({ id, functionName, startedAt, stopping }) => (
        <li key={id} className="flex min-h-6 items-center gap-1.5">
          <StateMark state={stopping ? "stopping" : "in-progress"} />
          <span className="sr-only">{stopping ? "Stopping" : "In progress"}</span>
          <Link href={`/executions/${id}`} className="hover:underline">
            {functionName} <code className="text-xs">{shortId(id)}</code>
          </Link>
          <span className="text-ink-muted">
            {stopping && "stopping · "}
            <Duration from={startedAt} to={null} />
          </span>
        </li>
      ))}
    </ul>
  );
}
