"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureHead, failureWords } from "#components/trpc/failure-words.ts";
import { useLivePause } from "#components/trpc/live.tsx";
import { wordsOf } from "#components/trpc/query-client.ts";
import { isMissing } from "#components/trpc/refetch-policy.ts";
import type { ApiError } from "#components/trpc/types.ts";
import { Button } from "#components/ui/button.tsx";
import { NotThere } from "#components/ui/empty-states.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import type { WebhookView } from "#server/domain/webhook.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Deliveries } from "./deliveries-screen.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import { WebhookFormDialog } from "./webhook-form-dialog.tsx";
import { OneWebhookView } from "./webhook-view.tsx";

type Asking = "edit" | "rotate" | "remove" | null;

/** One webhook, live. */
export function WebhookScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const options = trpc.webhooks.get.queryOptions({ id });
  const webhook = useQuery(options);
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const test = useMutation(
    trpc.webhooks.test.mutationOptions({
      onError: (error) =>
        toast.error(failureHead(error, "the test was sent"), { description: wordsOf(error) }),
    }),
  );
  const fault = useLoadFault(webhook, options.queryKey);
  if (!webhook.data) {
    if (isMissing(webhook.error)) return <Missing />;
    if (fault) return <LoadFailure page what="The webhook could not be loaded." fault={fault} />;
    return <Skeleton className="m-5 h-96 rounded-md" />;
  }
  return (
    <>
      <OneWebhookView
        webhook={webhook.data}
        fault={fault}
        tested={test.data ?? null}
        testing={test.isPending}
        log={<Deliveries webhookId={id} />}
        onTest={() => test.mutate({ id })}
        onEdit={() => setAsking("edit")}
        onRotate={() => setAsking("rotate")}
        onRemove={() => setAsking("remove")}
      />
      {asking === "edit" && <Edit webhook={webhook.data} onClose={close} />}
      {asking === "rotate" && <Rotate webhook={webhook.data} onClose={close} />}
      {asking === "remove" && <Remove webhook={webhook.data} onClose={close} />}
    </>
  );
}

function Missing() {
  return (
    <NotThere sentence="There is no such webhook.">
      <Button asChild>
        <Link href="/settings/webhooks">All webhooks</Link>
      </Button>
    </NotThere>
  );
}

interface AskingProps {
  webhook: WebhookView;
  onClose: () => void;
}

function Edit({ webhook, onClose }: AskingProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const services = useQuery(trpc.services.list.queryOptions());
  const { mutate, isPending, error } = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: ({ name }) => {
        toast(`Saved ${name}`);
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.webhooks.get.queryFilter({ id: webhook.id })),
    }),
  );
  const fault = error as ApiError | null;
  return (
    <WebhookFormDialog
      webhook={webhook}
      services={(services.data ?? []).map(({ name }) => name)}
      onClose={onClose}
      onSave={(draft) => mutate({ id: webhook.id, ...draft })}
      pending={isPending}
      error={fault && { message: failureWords(fault, "it was saved"), faults: fault.data?.faults ?? [] }}
    />
  );
}

function Rotate({ webhook, onClose }: AskingProps) {
  const { mutate, isPending, error, data } = useMutation(useTRPC().webhooks.rotateSecret.mutationOptions());
  if (data) {
    const description = "Deliveries are signed with the one before as well, for a day.";
    return (
      <SecretDialog title="The new secret" description={description} secret={data.secret} onClose={onClose} />
    );
  }
  return (
    <ConfirmDialog
      title={`A new secret for ${webhook.name}?`}
      description="For a day deliveries are signed with both: change your receiver meanwhile."
      confirm="Make secret"
      onConfirm={() => mutate({ id: webhook.id })}
      onClose={onClose}
      pending={isPending}
      error={error && failureWords(error, "a new secret was made")}
    />
  );
}

function Remove({ webhook, onClose }: AskingProps) {
  const router = useRouter();
  const { mutate, isPending, isSuccess, error } = useMutation(
    useTRPC().webhooks.remove.mutationOptions({
      onSuccess: ({ name }) => {
        toast(`Deleted ${name}`);
        router.push("/settings/webhooks");
      },
    }),
  );
  // What the page behind it shows is about to be gone: nobody asks for it any more.
  useLivePause(isPending || isSuccess);
  return (
    <ConfirmDialog
      title={`Delete ${webhook.name}?`}
      description="It is told of nothing more, also of what waits, and its log goes too."
      confirm="Delete webhook"
      danger
      onConfirm={() => mutate({ id: webhook.id })}
      onClose={onClose}
      pending={isPending}
      error={error && failureWords(error, "it was deleted")}
    />
  );
}
