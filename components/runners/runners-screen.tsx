"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { doubtWords } from "#components/trpc/failure-words.ts";
import { toast } from "#components/ui/toast.ts";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { DrainDialog } from "./drain-dialog.tsx";
import { LossDialog } from "./loss-dialog.tsx";
import { RunnersView } from "./runners-view.tsx";

/** Runners and replicas, live. */
export function RunnersScreen() {
  const trpc = useTRPC();
  const options = trpc.runners.list.queryOptions();
  const runners = useQuery(options);
  const [asked, setAsked] = useState<{ runner: RunnerView; toDrain: boolean } | null>(null);
  const loss = useQuery({
    ...trpc.runners.loss.queryOptions({ id: asked?.runner.id ?? "" }),
    enabled: asked !== null,
  });
  const runner = asked && (runners.data?.find(({ id }) => id === asked.runner.id) ?? asked.runner);
  const dialog = { loss: loss.data ?? null, onClose: () => setAsked(null) };
  const drain = useMutation(trpc.runners.drain.mutationOptions());
  const undrain = useMutation(trpc.runners.undrain.mutationOptions());
  return (
    <>
      <RunnersView
        runners={runners.data ?? null}
        fault={useLoadFault(runners, options.queryKey)}
        onDrain={(one) => setAsked({ runner: one, toDrain: true })}
        onLoss={(one) => setAsked({ runner: one, toDrain: false })}
        onUndrain={({ id }) =>
          undrain.mutate(
            { id },
            { onError: (error) => void toast.error(doubtWords(error, "it was told to take new work again")) },
          )
        }
      />
      <DrainDialog
        {...dialog}
        runner={asked?.toDrain ? runner : null}
        onDrain={({ id }) => drain.mutateAsync({ id })}
      />
      <LossDialog {...dialog} runner={asked?.toDrain ? null : runner} />
    </>
  );
}
