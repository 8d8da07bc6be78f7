"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StartExecution } from "#components/executions/start-execution-screen.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import type { ApiError } from "#components/trpc/types.ts";
import { Button } from "#components/ui/button.tsx";
import { NotThere } from "#components/ui/empty-states.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import { NewServiceView } from "./new-service-view.tsx";
import { newServiceWords } from "./new-service-words.ts";

export interface NewServiceScreenProps {
  /** The service that is duplicated, and at which of its revisions; null for the present one. */
  from: string | null;
  revision: number | null;
}

/** Deploys a new service. */
export function NewServiceScreen({ from, revision }: NewServiceScreenProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [testing, setTesting] = useState<string | null>(null);
  const source = useQuery({
    ...trpc.services.get.queryOptions({ name: from ?? "" }),
    enabled: from !== null,
  });
  const older = useQuery({
    ...trpc.services.revisions.queryOptions({ name: from ?? "", before: (revision ?? 0) + 1 }),
    enabled: from !== null && revision !== null,
  });
  const client = useQueryClient();
  const { mutateAsync } = useMutation(trpc.services.create.mutationOptions());
  const found =
    revision === null
      ? source.data && { number: source.data.revision, config: source.data.config }
      : older.data?.find(({ number }) => number === revision);
  const failed = source.error ?? older.error;
  // Once the form is there, what was copied may go: nobody loses what was typed.
  if (!found && failed) return <NoSource sentence={wordsOf(failed)} />;
  if (older.data && !found) return <NoSource sentence={`Service ${from} has no revision ${revision}.`} />;
  if (from !== null && !found) return <Skeleton className="m-5 h-96 rounded-md" />;
  return (
    <>
      <NewServiceView
        source={from !== null && found ? { name: from, revision: found.number, config: found.config } : null}
        onCreate={async (service, test) => {
          try {
            const { name } = await mutateAsync({ ...service });
            const runners = await client.fetchQuery(trpc.runners.list.queryOptions()).catch(() => null);
            toast(`Created ${name}`, { description: newServiceWords(service.placement, runners) });
            if (test) setTesting(name);
            else router.push(`/services/${name}`);
            return null;
          } catch (cause) {
            const error = cause as ApiError;
            return {
              message: failureWords(error, "the service was created"),
              faults: error.data?.faults ?? [],
            };
          }
        }}
      />
      {testing !== null && (
        <StartExecution service={testing} onClose={() => router.push(`/services/${testing}`)} />
      )}
    </>
  );
}

function NoSource({ sentence }: { sentence: string }) {
  return (
    <NotThere sentence={sentence}>
      <Button asChild>
        <Link href="/services">All services</Link>
      </Button>
    </NotThere>
  );
}
