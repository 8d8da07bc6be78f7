import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import { metricNames } from "#server/domain/metric-names.ts";
import type { AttemptSamples, ProgressPoint, UsagePoint } from "#server/domain/sample-views.ts";
import type { ValueKind } from "./metric-charts.ts";
import { rowsWords } from "./shown-words.ts";
import { valueWords } from "./value-words.ts";

/** More rows than so many are left out, evenly. */
const MOST_ROWS = 400;

interface Row {
  attempt: number;
  at: Date;
  usage?: UsagePoint;
  progress?: ProgressPoint;
}

/** The same figures in rows, newest first. */
export function MetricTable({ samples }: { samples: readonly AttemptSamples[] }) {
  const formatNumber = useFormatNumber();
  const names = metricNames(samples);
  const all = rowsOf(samples);
  const every = Math.ceil(all.length / MOST_ROWS);
  const rows = all.filter((_, index) => index % every === 0);
  const from = samples[0]?.startedAt.getTime() ?? 0;
  const gpu = all.some(({ usage }) => usage && usage.gpuPercent !== null);
  const leftOut = rowsWords(all.length, every, formatNumber);
  return (
    <>
      {leftOut && <p className="text-ink-muted tabular-nums">{leftOut}</p>}
      <TableFrame label="Metrics" className="max-h-140 overflow-y-auto">
        <Table aria-label="Metrics">
          <TableHead>
            <tr>
              {[
                "Time",
                "Attempt",
                "Progress",
                ...names,
                "Cores",
                "Memory",
                ...(gpu ? ["Busiest GPU, with all that use it", "GPU memory"] : []),
              ].map((heading, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a metric may have the name of a column
                <ColumnHeading key={column} align="end" className="sticky top-0">
                  {heading}
                </ColumnHeading>
              ))}
            </tr>
          </TableHead>
          <tbody>
            {rows.map(({ attempt, at, usage, progress }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and no state
              <TableRow key={index}>
                <TableCell align="end">{formatDuration(at.getTime() - from, { formatNumber })}</TableCell>
                <TableCell align="end">{attempt}</TableCell>
                <Value kind="percent" value={progress?.percent} />
                {names.map((name) => (
                  <Value key={name} kind="number" value={progress?.metrics?.[name]} />
                ))}
                <Value kind="cores" value={usage?.cpuCores} />
                <Value kind="bytes" value={usage?.memoryBytes} />
                {gpu && <Value kind="percent" value={usage?.gpuPercent} />}
                {gpu && <Value kind="bytes" value={usage?.gpuMemoryBytes} />}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableFrame>
    </>
  );
}

function rowsOf(samples: readonly AttemptSamples[]): Row[] {
  return samples
    .flatMap(({ attempt, usage, progress }): Row[] => [
      ...usage.map((point) => ({ attempt, at: point.at, usage: point })),
      ...progress.map((point) => ({ attempt, at: point.at, progress: point })),
    ])
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

function Value({ kind, value }: { kind: ValueKind; value: number | null | undefined }) {
  const formatNumber = useFormatNumber();
  return (
    <TableCell align="end">
      {typeof value === "number" ? valueWords(kind, value, formatNumber) : ""}
    </TableCell>
  );
}
