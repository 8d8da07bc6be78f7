import Link from "next/link";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { WebhookView } from "#server/domain/webhook.ts";
import { waitingWords, webhookLook } from "./webhook-words.ts";

/** All webhooks, and how each does. */
export function WebhookTable({ webhooks }: { webhooks: WebhookView[] }) {
  return (
    <TableFrame label="Webhooks">
      <Table aria-label="Webhooks">
        <TableHead>
          <tr>
            <ColumnHeading>Name</ColumnHeading>
            <ColumnHeading>State</ColumnHeading>
            <ColumnHeading>Address</ColumnHeading>
            <ColumnHeading>Told of</ColumnHeading>
            <ColumnHeading>Services</ColumnHeading>
            <ColumnHeading align="end">Waiting</ColumnHeading>
            <ColumnHeading>Last try</ColumnHeading>
          </tr>
        </TableHead>
        <tbody>
          {webhooks.map((webhook) => (
            <WebhookLine key={webhook.id} webhook={webhook} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function WebhookLine({ webhook }: { webhook: WebhookView }) {
  const formatNumber = useFormatNumber();
  const { id, name, url, events, services, waiting, lastTry } = webhook;
  const { word, tone } = webhookLook(webhook);
  return (
    <TableRow>
      <TableCell className="font-medium">
        <Link href={`/settings/webhooks/${id}`} className="text-accent hover:underline">
          {name}
        </Link>
      </TableCell>
      <TableCell>
        <Badge tone={tone}>{word}</Badge>
      </TableCell>
      <TableCell className="max-w-72 truncate">
        <code className="text-xs">{url}</code>
      </TableCell>
      <TableCell>{events.length === 1 ? events[0] : `${events.length} events`}</TableCell>
      <TableCell>
        {services === null ? "all" : services.length > 2 ? services.length : services.join(", ")}
      </TableCell>
      <TableCell align="end">{waitingWords(waiting, formatNumber)}</TableCell>
      <TableCell>
        {lastTry ? (
          <>
            <RelativeTime at={lastTry.at} />
            <span className="text-ink-muted"> · {lastTry.error ?? `answered ${lastTry.status}`}</span>
          </>
        ) : (
          "never"
        )}
      </TableCell>
    </TableRow>
  );
}
