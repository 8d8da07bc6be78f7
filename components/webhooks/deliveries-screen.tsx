"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureHead } from "#components/trpc/failure-words.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import { DeliveryList } from "./delivery-list.tsx";

/** The log of one webhook, live. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = trpc.webhooks.deliveries.infiniteQueryOptions(
    { id: webhookId, limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  );
  const log = useInfiniteQuery(options);
  const redeliver = useMutation(
    trpc.webhooks.redeliver.mutationOptions({
      onSuccess: () => toast("It waits for its delivery"),
      onError: (error) =>
        toast.error(failureHead(error, "another delivery was asked for"), { description: wordsOf(error) }),
      onSettled: () => client.invalidateQueries(trpc.webhooks.deliveries.pathFilter()),
    }),
  );
  const fault = useLoadFault(log, options.queryKey);
  if (!log.data) {
    if (fault) return <LoadFailure what="The deliveries could not be loaded." fault={fault} />;
    return <Skeleton className="h-40 rounded-md" />;
  }
  const rows = log.data.pages.flatMap((page) => page.rows);
  return (
    <>
      {fault && <p className="mb-2 text-failed">They could not be read anew. {fault.message}</p>}
      {rows.length === 0 && (
        <p className="text-ink-muted">
          Nothing was to be told yet. A test shows whether its receiver answers.
        </p>
      )}
      <DeliveryList
        deliveries={rows}
        onRedeliver={({ id }) => redeliver.mutate({ id: webhookId, deliveryId: id })}
      />
      {log.hasNextPage && (
        <Button className="mt-2" pending={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </>
  );
}
