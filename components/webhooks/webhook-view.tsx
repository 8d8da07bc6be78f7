"use client";

import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import type { DeliveryView, WebhookView } from "#server/domain/webhook.ts";
import { testWords, waitingWords, webhookLook } from "./webhook-words.ts";

export interface WebhookViewProps {
  webhook: WebhookView;
  fault: LoadFault | null;
  /** What came of the last test; null before one. */
  tested: DeliveryView | null;
  testing: boolean;
  log: ReactNode;
  onTest: () => void;
  onEdit: () => void;
  onRotate: () => void;
  onRemove: () => void;
}

/** One webhook: what it is told, how it does, and the log of its deliveries. */
export function OneWebhookView(props: WebhookViewProps) {
  const formatNumber = useFormatNumber();
  const { webhook, fault, tested, testing, log } = props;
  const { word, tone } = webhookLook(webhook);
  return (
    <div className="flex flex-col gap-5 py-4">
      {fault && <StaleNotice fault={fault} />}
      <div className={cn("flex flex-col gap-5 px-3 sm:px-5", fault && "greyed")}>
        <PageHeader
          title={webhook.name}
          facts={<Badge tone={tone}>{word}</Badge>}
          actions={
            <>
              <Button onClick={props.onTest} pending={testing}>
                <Send aria-hidden /> Send test
              </Button>
              <Button onClick={props.onEdit}>Change…</Button>
              <Button onClick={props.onRotate}>New secret…</Button>
              <Button onClick={props.onRemove}>Delete…</Button>
            </>
          }
        />
        {tested && (
          <Banner kind={tested.state === "delivered" ? "info" : "error"}>{testWords(tested)}</Banner>
        )}
        {webhook.restsUntil && (
          <Banner kind="warning">
            {formatNumber(webhook.failures)} tries in a row have failed: its receiver is asked again{" "}
            <RelativeTime at={webhook.restsUntil} />. {waitingWords(webhook.waiting, formatNumber)} wait for
            it.
          </Banner>
        )}
        <WebhookFacts webhook={webhook} />
        <Section title="Deliveries">{log}</Section>
      </div>
    </div>
  );
}

function WebhookFacts({ webhook }: { webhook: WebhookView }) {
  const formatNumber = useFormatNumber();
  const { url, events, services, waiting, createdAt, createdBy, oldSecretUntil } = webhook;
  return (
    <Facts
      facts={[
        { label: "Address", value: <code className="text-xs break-all">{url}</code> },
        { label: "Told of", value: events.join(", ") },
        { label: "Services", value: services === null ? "all, also those to come" : services.join(", ") },
        { label: "Waiting", value: waitingWords(waiting, formatNumber) },
        {
          label: "Made",
          value: (
            <>
              <RelativeTime at={createdAt} /> by {createdBy}
            </>
          ),
        },
        ...(oldSecretUntil
          ? [
              {
                label: "Old secret",
                value: (
                  <>
                    signs too, <RelativeTime at={oldSecretUntil} /> is its end
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
