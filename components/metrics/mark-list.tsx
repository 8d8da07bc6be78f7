import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import type { MetricCharts } from "./metric-charts.ts";

/** What the dashed lines and the ticks at the foot stand for, for those who do not see them. */
export function MarkList({ charts: { marks, saves, saveCount, span } }: { charts: MetricCharts }) {
  const formatNumber = useFormatNumber();
  const [first] = saves;
  const last = saves.at(-1);
  if (marks.length === 0 && first === undefined) return null;
  return (
    <ul
      className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted tabular-nums"
      aria-label="Marked in the charts"
    >
      {first !== undefined && last !== undefined && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="mt-1.5 h-1.5 border-l border-ink-muted" />
          {saveCount === 1
            ? `State saved · ${formatDuration(first - span.from, { formatNumber })}`
            : `State saved, ${formatNumber(saveCount)} times · ${formatDuration(first - span.from, { formatNumber })} to ${formatDuration(last - span.from, { formatNumber })}`}
        </li>
      )}
      {marks.map(({ label, at, colour }) => (
        <li key={`${label}${at}`} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="h-3 border-l border-dashed"
            style={{ borderColor: `var(${colour})` }}
          />
          {label} · {formatDuration(at - span.from, { formatNumber })}
        </li>
      ))}
    </ul>
  );
}
