"use client";

import Link from "next/link";
import { shortId } from "#components/executions/short-id.ts";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { DeliveryView } from "#server/domain/webhook.ts";
import { DELIVERY_LOOKS, tryWords } from "./webhook-words.ts";

export interface DeliveryListProps {
  deliveries: DeliveryView[];
  onRedeliver: (delivery: DeliveryView) => void;
}

/** What a webhook was told, newest first; each opens to what was sent and answered. */
export function DeliveryList({ deliveries, onRedeliver }: DeliveryListProps) {
  return (
    <ul className="flex flex-col">
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="border-t first:border-t-0">
          <details className="group">
            <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 py-1 hover:bg-hover">
              <DeliveryLine delivery={delivery} />
            </summary>
            <DeliveryDetails delivery={delivery} onRedeliver={() => onRedeliver(delivery)} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function DeliveryLine({ delivery: { event, state, at, tries, nextTryAt } }: { delivery: DeliveryView }) {
  const { word, tone } = DELIVERY_LOOKS[state];
  const last = tries.at(-1);
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      <code className="text-xs">{event}</code>
      <span className="text-ink-muted">
        {last && tryWords(last)}
        {nextTryAt && (
          <>
            {last ? " Next try " : "To be tried "}
            <RelativeTime at={nextTryAt} />
          </>
        )}
      </span>
      <span className="ml-auto text-ink-faint">
        <RelativeTime at={at} />
      </span>
    </>
  );
}

function DeliveryDetails({ delivery, onRedeliver }: { delivery: DeliveryView; onRedeliver: () => void }) {
  const { id, body, tries, executionId, state } = delivery;
  return (
    <div className="flex flex-col gap-2 pb-3 text-sm">
      <p className="break-all text-ink-muted">
        <code className="text-xs">webhook-id: {id}</code>
        {executionId && (
          <>
            {" · "}
            <Link href={`/executions/${executionId}`} className="text-accent underline hover:no-underline">
              execution {shortId(executionId)}
            </Link>
          </>
        )}
      </p>
      {body && <Text label="Sent" text={pretty(body)} />}
      <ol className="flex flex-col gap-2">
        {tries.map((tried, index) => (
          <li key={tried.at.toISOString()}>
            Try {index + 1}, <RelativeTime at={tried.at} />: {tryWords(tried)}
            {tried.answer && <Text label={`Answer to try ${index + 1}`} text={tried.answer} />}
          </li>
        ))}
      </ol>
      {state !== "waiting" && (
        <div>
          <Button size="sm" onClick={onRedeliver}>
            Deliver again
          </Button>
        </div>
      )}
    </div>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      className="max-h-60 overflow-auto rounded-md border bg-surface p-2"
    >
      <pre className="text-xs break-all whitespace-pre-wrap">{text}</pre>
    </section>
  );
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
