"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import type { ApiError } from "#components/trpc/types.ts";
import { toast } from "#components/ui/toast.ts";
import type { ApiKeyView } from "#server/domain/api-key.ts";
import { ApiKeysView } from "./api-keys-view.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";

/** The keys of programs: made, shown once, revoked. */
export function ApiKeysScreen() {
  const options = useTRPC().apiKeys.list.queryOptions();
  const keys = useQuery(options);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
  return (
    <>
      <ApiKeysView
        keys={keys.data ?? null}
        fault={useLoadFault(keys, options.queryKey)}
        onCreate={() => setCreating(true)}
        onRevoke={setRevoking}
      />
      {creating && <CreateKey onClose={() => setCreating(false)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function CreateKey({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutate, isPending, error, data } = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.apiKeys.list.queryFilter()),
    }),
  );
  if (data) return <NewKeyDialog created={data} origin={window.location.origin} onClose={onClose} />;
  const fault = error as ApiError | null;
  return (
    <CreateKeyDialog
      onClose={onClose}
      onCreate={mutate}
      pending={isPending}
      error={fault && { message: failureWords(fault, "the key was made"), faults: fault.data?.faults ?? [] }}
    />
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: ({ name }) => {
        toast(`Revoked ${name}`, { description: "It opens nothing any more." });
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.apiKeys.list.queryFilter()),
    }),
  );
  return (
    <RevokeKeyDialog
      apiKey={apiKey}
      onClose={onClose}
      onRevoke={() => mutate({ id: apiKey.id })}
      pending={isPending}
      error={error && failureWords(error, "it was revoked")}
    />
  );
}
