"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { useGo } from "#components/shell/use-go.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { Button } from "#components/ui/button.tsx";
import { StartDialog } from "./later-dialogs.tsx";

export interface StartExecutionProps {
  /** The service's name; left out, the person chooses. */
  service?: string;
}

/** A button that opens the form, and leads to the execution that it starts. */
export function StartExecutionButton({ service }: StartExecutionProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Play aria-hidden /> Start execution
      </Button>
      {open && <StartExecution service={service} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The form itself, for screens that have a button of their own. */
export function StartExecution({ service: given, onClose }: StartExecutionProps & { onClose: () => void }) {
  const trpc = useTRPC();
  const go = useGo();
  const [picked, setPicked] = useState<string | null>(null);
  const services = useQuery(trpc.services.list.queryOptions());
  const service = given ?? picked ?? services.data?.[0]?.name ?? null;
  const detail = useQuery({
    ...trpc.services.get.queryOptions({ name: service ?? "" }),
    enabled: service !== null,
    // The form would forget what was typed when the service changes under it.
    refetchInterval: false,
  });
  const start = useMutation(
    trpc.executions.create.mutationOptions({
      // It has begun: whoever stays on the page is not to start it twice.
      onSuccess: (execution) => {
        if (!go(`/executions/${execution.id}`)) onClose();
      },
    }),
  );
  return (
    <StartDialog
      open
      onClose={onClose}
      services={services.data ?? null}
      service={service}
      onServiceChange={
        given
          ? undefined
          : (name) => {
              setPicked(name);
              start.reset();
            }
      }
      detail={detail.data ?? null}
      loadError={detail.error?.message ?? services.error?.message ?? null}
      pending={start.isPending || start.isSuccess}
      error={
        start.error && {
          message: failureWords(start.error, "it was started"),
          faults: start.error.data?.faults ?? [],
        }
      }
      onStart={(request) => start.mutate(request)}
    />
  );
}
