import { formatDuration } from "#components/time/format-duration.ts";
import { type TimeSpan, timeTicks } from "./chart-series.ts";

const TICKS = 4;
/** Beyond it, in percent, a label has no room to its right. */
const EDGE = 88;

/** Says under bars how long after the start of their scale they lie. */
export function TimeAxis({ span }: { span: TimeSpan }) {
  const length = span.to - span.from;
  return (
    <div aria-hidden className="relative h-5 grow border-t text-xs text-ink-faint tabular-nums">
      {timeTicks(span, TICKS).map((at) => {
        const left = (100 * (at - span.from)) / length;
        return (
          <span
            key={at}
            className="absolute top-0 border-l pt-0.5 whitespace-nowrap"
            style={{ left: `${left}%` }}
          >
            <span className={left > EDGE ? "absolute right-0 pr-1" : "pl-1"}>
              {at === span.from ? "0" : formatDuration(at - span.from, { ticking: true })}
            </span>
          </span>
        );
      })}
    </div>
  );
}
