"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc/context.ts";
import { doubtWords } from "#components/trpc/failure-words.ts";
import { toast } from "#components/ui/toast.ts";
import { isTerminal } from "#server/domain/status.ts";
import { TerminateDialog, useEver } from "./later-dialogs.tsx";
import { shortId } from "./short-id.ts";
import type { StopTarget } from "./stop-plan.ts";
import { useKnownReasons } from "./use-known-reasons.ts";
import { useWithdraw } from "./use-row-orders.ts";

export interface TerminateScreenProps {
  /** Null keeps the dialog shut. */
  asked: StopTarget | null;
  onClose: () => void;
}

/** The dialog with its data. A stop that was only asked for can be taken back from the message that says so. */
export function TerminateScreen({ asked, onClose }: TerminateScreenProps) {
  const { executions, services } = useTRPC();
  const enabled = asked !== null;
  const detail = useQuery({ ...executions.get.queryOptions({ id: asked?.id ?? "" }), enabled });
  const service = useQuery({
    ...services.get.queryOptions({ name: asked?.serviceName ?? "" }),
    enabled,
  });
  const terminate = useMutation(executions.terminate.mutationOptions());
  const withdraw = useWithdraw();
  const takeBack = (id: string) =>
    void withdraw(id).catch((error: unknown) => toast.error(doubtWords(error, "the stop was withdrawn")));
  const reasons = useKnownReasons(enabled);
  if (!useEver(enabled)) return null;
  return (
    <TerminateDialog
      execution={asked && (detail.data ?? asked)}
      policy={detail.data?.policy ?? service.data?.policy ?? null}
      runtime={service.data?.runtime ?? null}
      below={detail.data?.liveBelow ?? null}
      reasons={reasons}
      onClose={onClose}
      onTerminate={async (id, { cascade, ...how }) => {
        const { stopping, status } = await terminate.mutateAsync({ id, cascade, ...how });
        const words = stopping ? "Stop requested" : isTerminal(status) ? "It has ended" : "Nothing to stop";
        toast(words, {
          description: `${asked?.serviceName} ${shortId(id)}`,
          ...(stopping && !cascade && { action: { label: "Withdraw", onClick: () => takeBack(id) } }),
        });
      }}
    />
  );
}
