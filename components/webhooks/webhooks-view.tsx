"use client";

import { Plus } from "lucide-react";
import { LoadFailure, type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { Button } from "#components/ui/button.tsx";
import { NeverUsed } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { WebhookView } from "#server/domain/webhook.ts";
import { WebhookTable } from "./webhook-table.tsx";

export interface WebhooksViewProps {
  /** Null while they come for the first time, or could not be loaded. */
  webhooks: WebhookView[] | null;
  fault: LoadFault | null;
  onCreate: () => void;
}

/** Addresses that are told what happens. */
export function WebhooksView({ webhooks, fault, onCreate }: WebhooksViewProps) {
  return (
    <div className="flex min-h-96 grow flex-col gap-4 py-4">
      <div className="px-3 sm:px-5">
        <PageHeader
          title="Webhooks"
          actions={
            <Button variant="primary" onClick={onCreate}>
              <Plus aria-hidden /> New webhook
            </Button>
          }
        />
        <p className="mt-1 max-w-160 text-ink-muted">
          Curfew posts what happens to an address of yours, signed, and tries again for a day while it is not
          taken.
        </p>
      </div>
      {fault && webhooks && <StaleNotice fault={fault} />}
      <div className={fault ? "sm:px-5 opacity-60" : "sm:px-5"}>
        <List webhooks={webhooks} fault={fault} />
      </div>
    </div>
  );
}

function List({ webhooks, fault }: Pick<WebhooksViewProps, "webhooks" | "fault">) {
  if (webhooks === null) {
    if (fault) return <LoadFailure what="The webhooks could not be loaded." fault={fault} />;
    return <Skeleton className="h-40 rounded-md" />;
  }
  if (webhooks.length === 0) {
    return (
      <NeverUsed
        sentence="Nobody is told what happens yet."
        command="node bin/curfew.mjs webhooks create --help"
      />
    );
  }
  return <WebhookTable webhooks={webhooks} />;
}
