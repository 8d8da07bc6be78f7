import Link from "next/link";
import { executionsHref } from "#components/executions/filter-href.ts";
import { REASON_WORDS } from "#components/executions/state.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { Section } from "#components/ui/section.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { Waste } from "#server/domain/overview.ts";
import { MOST_NAMED, NEAR_THE_END_PERCENT } from "#server/domain/waste.ts";
import { wasteTotals } from "./overview-words.ts";

/** Work that was done and thrown away, and what to change so that it is not. */
export function WasteSection({ waste, hours }: { waste: Waste[]; hours: number }) {
  const formatNumber = useFormatNumber();
  const sum = wasteTotals(waste);
  return (
    <Section title={`Work thrown away in the last ${formatNumber(hours)} hours`}>
      {waste.length === 0 ? (
        <p className="py-2 text-ink-muted">None: whatever was cut had saved its state, or nothing was cut.</p>
      ) : (
        <>
          <p className="mb-2">
            <strong className="font-semibold tabular-nums">
              {formatDuration(sum.wastedMs, { formatNumber })}
            </strong>{" "}
            of work in {formatNumber(sum.attempts)} {sum.attempts === 1 ? "attempt" : "attempts"} was cut
            before it was saved.
            {sum.nearTheEnd > 0 && (
              <>
                {" "}
                {formatDuration(sum.nearTheEndMs, { formatNumber })} of it was in{" "}
                {formatNumber(sum.nearTheEnd)} that {sum.nearTheEnd === 1 ? "was" : "were"}{" "}
                {NEAR_THE_END_PERCENT} % done or more when time was up: give
                {sum.nearTheEnd === 1 ? " it" : " them"} a longer timeout.
              </>
            )}
          </p>
          <TableFrame label="What was cut, by service">
            <Table aria-label="What was cut, by service">
              <TableHead>
                <tr>
                  <ColumnHeading>Service</ColumnHeading>
                  <ColumnHeading>Cut by</ColumnHeading>
                  <ColumnHeading align="end">Attempts</ColumnHeading>
                  <ColumnHeading align="end">Thrown away</ColumnHeading>
                  <ColumnHeading align="end">{NEAR_THE_END_PERCENT} % or more done</ColumnHeading>
                </tr>
              </TableHead>
              <tbody>
                {waste.map((one) => (
                  <TableRow key={`${one.serviceName} ${one.reason}`}>
                    <TableCell>
                      <Link href={`/services/${one.serviceName}`} className="hover:underline">
                        {one.serviceName}
                      </Link>
                    </TableCell>
                    <TableCell>
                      {/* Their ids: a run that was cut may go on, end otherwise, or be older. */}
                      <Link
                        href={executionsHref(`id:${one.executionIds.join(",")}`)}
                        title={`The executions that lost most of it: ${formatNumber(one.executionIds.length)}`}
                        className="hover:underline"
                      >
                        {REASON_WORDS[one.reason]}
                      </Link>
                    </TableCell>
                    <TableCell align="end">{formatNumber(one.attempts)}</TableCell>
                    <TableCell align="end">{formatDuration(one.wastedMs, { formatNumber })}</TableCell>
                    <TableCell align="end">{formatNumber(one.nearTheEnd)}</TableCell>
                  </TableRow>
                ))}
              </tbody>
            </Table>
          </TableFrame>
          {waste.some(({ executionIds }) => executionIds.length === MOST_NAMED) && (
            <p className="pt-2 text-ink-muted">Links lead to the {MOST_NAMED} executions that lost most.</p>
          )}
        </>
      )}
    </Section>
  );
}
