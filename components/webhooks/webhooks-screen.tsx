"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import type { ApiError } from "#components/trpc/types.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import { WebhookFormDialog } from "./webhook-form-dialog.tsx";
import { WebhooksView } from "./webhooks-view.tsx";

/** Webhooks: listed and made. */
export function WebhooksScreen() {
  const options = useTRPC().webhooks.list.queryOptions();
  const webhooks = useQuery(options);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <WebhooksView
        webhooks={webhooks.data ?? null}
        fault={useLoadFault(webhooks, options.queryKey)}
        onCreate={() => setCreating(true)}
      />
      {creating && <CreateWebhook onClose={() => setCreating(false)} />}
    </>
  );
}

function CreateWebhook({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const services = useQuery(trpc.services.list.queryOptions());
  const { mutate, isPending, error, data, variables } = useMutation(
    trpc.webhooks.create.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.webhooks.list.queryFilter()),
    }),
  );
  if (data) {
    return (
      <SecretDialog
        title={`Webhook ${variables?.name} is made`}
        description="It is told of what happens from now on."
        secret={data.secret}
        onClose={onClose}
      />
    );
  }
  const fault = error as ApiError | null;
  return (
    <WebhookFormDialog
      webhook={null}
      services={(services.data ?? []).map(({ name }) => name)}
      onClose={onClose}
      onSave={mutate}
      pending={isPending}
      error={
        fault && { message: failureWords(fault, "the webhook was made"), faults: fault.data?.faults ?? [] }
      }
    />
  );
}
