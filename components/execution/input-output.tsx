"use client";

import { RelativeTime } from "#components/time/relative-time.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { LateResult } from "#server/domain/late-result.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { JsonBlock, TextBlock } from "./json-block.tsx";

/** What went in and what came out. */
export function InputOutput({ execution }: { execution: ExecutionDetail }) {
  const { error, metrics, savedState, savedAt } = execution;
  return (
    <div className="flex flex-col gap-4">
      {error && (
        <Section title={`Error: ${error.type}`}>
          <p className="mb-2 break-words">{error.message}</p>
          {error.stack && <TextBlock text={error.stack} label="the stack" />}
        </Section>
      )}
      <Section title="Output">
        <Output execution={execution} />
      </Section>
      {execution.lateResults.map((late) => (
        <LateSection key={late.attempt} late={late} />
      ))}
      <Section title="Input">
        <JsonBlock value={execution.input} label="the input" />
      </Section>
      {metrics && Object.keys(metrics).length > 0 && (
        <Section title="Metrics">
          <Metrics metrics={metrics} />
        </Section>
      )}
      <Section
        title="Saved state"
        action={
          savedAt && (
            <span className="text-xs text-ink-muted">
              saved <RelativeTime at={savedAt} />
            </span>
          )
        }
      >
        {savedAt ? (
          <JsonBlock value={savedState} label="the saved state" />
        ) : (
          <p className="text-ink-muted">Nothing was saved: a rerun would begin anew.</p>
        )}
      </Section>
    </div>
  );
}

function Output({ execution }: { execution: ExecutionDetail }) {
  if (execution.output !== null && execution.output !== undefined) {
    return <JsonBlock value={execution.output} label="the output" />;
  }
  return (
    <p className="text-ink-muted">
      {isTerminal(execution.status) ? "It gave no output." : "There is none until it ends."}
    </p>
  );
}

/** What came of an attempt that had been given up by then. */
function LateSection({ late: { attempt, at, output, error } }: { late: LateResult }) {
  return (
    <Section
      title={`Late result of attempt ${attempt}`}
      action={
        <span className="text-xs text-ink-muted">
          came <RelativeTime at={at} />; it changed nothing
        </span>
      }
    >
      {error ? (
        <>
          <p className="mb-2 break-words">
            {error.type}: {error.message}
          </p>
          {error.stack && <TextBlock text={error.stack} label={`the stack of attempt ${attempt}`} />}
        </>
      ) : (
        <JsonBlock value={output} label={`the late output of attempt ${attempt}`} />
      )}
    </Section>
  );
}

function Metrics({ metrics }: { metrics: Record<string, number> }) {
  return (
    <Facts
      facts={Object.entries(metrics).map(([label, value]) => ({
        label,
        value: <span className="font-mono text-xs">{value}</span>,
      }))}
    />
  );
}
