"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { isMissing } from "#components/trpc/refetch-policy.ts";
import { Button } from "#components/ui/button.tsx";
import { NotThere } from "#components/ui/empty-states.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { BulkView } from "./bulk-view.tsx";

const MOVES = ["pause", "resume", "abort"] as const;
const DONE = { pause: "paused", resume: "resumed", abort: "aborted" } as const;

/** One bulk, live. */
export function BulkScreen({ id }: { id: string }) {
  const { bulks } = useTRPC();
  const options = bulks.get.queryOptions({ id });
  const bulk = useQuery(options);
  const fault = useLoadFault(bulk, options.queryKey);
  const onSuccess = () => void bulk.refetch();
  const moves = {
    pause: useMutation(bulks.pause.mutationOptions({ onSuccess })),
    resume: useMutation(bulks.resume.mutationOptions({ onSuccess })),
    abort: useMutation(bulks.abort.mutationOptions({ onSuccess })),
  };
  const all = Object.values(moves);
  const failed = MOVES.find((move) => moves[move].error) ?? null;
  if (bulk.data) {
    return (
      <BulkView
        bulk={bulk.data}
        fault={fault}
        onMove={(move) => moves[move].mutate({ id })}
        pending={all.some((move) => move.isPending)}
        error={failed && failureWords(moves[failed].error, `it was ${DONE[failed]}`)}
      />
    );
  }
  if (isMissing(bulk.error)) {
    return (
      <NotThere sentence={`There is no bulk ${id}.`}>
        <Button asChild>
          <Link href="/bulk">All bulks</Link>
        </Button>
      </NotThere>
    );
  }
  if (fault) return <LoadFailure page what="The bulk could not be loaded." fault={fault} />;
  return <Skeleton className="m-5 h-96 rounded-md" />;
}
