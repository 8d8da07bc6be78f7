"use client";

import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { DrainView } from "#server/domain/drain-view.ts";
import { drainsWords, drainWords, lastDeadline } from "./drain-words.ts";

/** So many are named; the rest is counted. */
const NAMED_DRAINS = 20;
const NAMED = 5;

/** The replicas of a service that drain, in one line however many they are: who is waited for is behind it. */
export function DrainBanner({ drains }: { drains: DrainView[] }) {
  const now = useNow();
  const formatNumber = useFormatNumber();
  if (drains.length === 0) return null;
  const left = (lastDeadline(drains)?.getTime() ?? now) - now;
  const more = drains.length - NAMED_DRAINS;
  return (
    <Banner read="never">
      <details>
        <summary className="tabular-nums">
          {drainsWords(drains, formatNumber)}
          {left > 0 && ` At most ${formatDuration(left, { ticking: true })} until the last deadline.`}
        </summary>
        <ul className="mt-2 flex max-h-72 flex-col gap-2 overflow-y-auto border-t pt-2">
          {drains.slice(0, NAMED_DRAINS).map((drain) => (
            <Drain key={drain.replicaId} drain={drain} now={now} />
          ))}
          {more > 0 && <li>and {formatNumber(more)} more that began to drain later</li>}
        </ul>
      </details>
    </Banner>
  );
}

function Drain({ drain, now }: { drain: DrainView; now: number }) {
  const formatNumber = useFormatNumber();
  const { since, waitsFor } = drain;
  const more = waitsFor.length - NAMED;
  return (
    <li>
      <p>
        {drainWords(drain, formatNumber)} Since <RelativeTime at={since} />.
      </p>
      <ul className="mt-1 tabular-nums">
        {waitsFor.slice(0, NAMED).map(({ id, functionName, until, stopping }) => (
          <li key={id}>
            <ExecutionLink id={id} /> {functionName}:{" "}
            {stopping
              ? "is stopping"
              : until.getTime() > now
                ? `at most ${formatDuration(until.getTime() - now, { ticking: true })} until its deadline`
                : "its deadline has passed, it is being stopped"}
          </li>
        ))}
        {more > 0 && <li>and {formatNumber(more)} more, with earlier deadlines</li>}
      </ul>
    </li>
  );
}
