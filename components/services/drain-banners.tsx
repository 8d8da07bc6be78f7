"use client";

import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { DrainView } from "#server/domain/drain-view.ts";
import { drainWords } from "./drain-words.ts";

/** So many are named; the rest is counted. */
const NAMED = 5;

/** The replicas of a service that drain: why, who is waited for, and until when at most. */
export function DrainBanners({ drains }: { drains: DrainView[] }) {
  const now = useNow();
  const formatNumber = useFormatNumber();
  return drains.map((drain) => {
    const { replicaId, since, waitsFor } = drain;
    const more = waitsFor.length - NAMED;
    return (
      <Banner key={replicaId} read="never">
        <p>
          {drainWords(drain, formatNumber)} Since <RelativeTime at={since} />.
        </p>
        {waitsFor.length > 0 && (
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
            {more > 0 && <li>and {more} more, with earlier deadlines</li>}
          </ul>
        )}
      </Banner>
    );
  });
}
