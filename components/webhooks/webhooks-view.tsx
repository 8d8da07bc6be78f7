"use client";

import { Plus } from "lucide-react";
import type { LoadFault } from "#components/executions/load-failure.tsx";
import { Loaded } from "#components/executions/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { NeverUsed } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
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
      <Loaded data={webhooks} fault={fault} what="webhooks">
        {(loaded) => <List webhooks={loaded} />}
      </Loaded>
    </div>
  );
}

function List({ webhooks }: { webhooks: WebhookView[] }) {
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
