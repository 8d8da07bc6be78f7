"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useGo } from "#components/shell/use-go.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { useLivePause } from "#components/trpc/live.tsx";
import { toast } from "#components/ui/toast.ts";
import type { DeleteDialogProps } from "./delete-dialog.tsx";
import { DeleteDialog } from "./later-dialogs.tsx";

/** Asks, deletes, and leads to the other services: what was shown is gone. */
export function DeleteService({ service, onClose }: Pick<DeleteDialogProps, "service" | "onClose">) {
  const trpc = useTRPC();
  const router = useRouter();
  const go = useGo();
  const { name } = service;
  const { mutate, isPending, isSuccess, error } = useMutation(
    trpc.services.delete.mutationOptions({
      onSuccess: ({ bulkId }) => {
        router.push("/services");
        toast(`Deleted ${name}`, {
          ...(bulkId && {
            description: "What waited and ran is being terminated",
            action: { label: "Follow", onClick: () => go(`/bulk/${bulkId}`) },
          }),
        });
      },
    }),
  );
  // What the page behind it shows is about to be gone: nobody asks for it any more.
  useLivePause(isPending || isSuccess);
  return (
    <DeleteDialog
      service={service}
      onClose={onClose}
      onDelete={(force) => mutate({ name, force })}
      pending={isPending || isSuccess}
      error={error && failureWords(error, "it was deleted")}
    />
  );
}
