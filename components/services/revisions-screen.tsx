"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { RevisionDifference } from "./revision-difference.tsx";
import { type Revision, RevisionList } from "./revision-list.tsx";

export interface RevisionsProps {
  service: Pick<ServiceDetail, "name" | "revision" | "revisions">;
  onRollBack: (revision: Revision) => void;
}

/** All revisions of a service: the newest come with it, older ones when they are asked for. They never change. */
export function Revisions({ service, onRollBack }: RevisionsProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [older, setOlder] = useState<Revision[]>([]);
  const [pending, setPending] = useState(false);
  const newest = service.revisions;
  const oldestNew = newest.at(-1)?.number ?? 1;
  const all = [...newest, ...older.filter(({ number }) => number < oldestNew)];
  const last = all.at(-1)?.number ?? 1;
  const more = async () => {
    setPending(true);
    try {
      const page = await client.fetchQuery(
        trpc.services.revisions.queryOptions({ name: service.name, before: last }),
      );
      setOlder([...older, ...page]);
    } catch (error) {
      toast.error("Older revisions could not be read", { description: (error as Error).message });
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <RevisionDifference revisions={all} />
      <RevisionList name={service.name} revisions={all} current={service.revision} onRollBack={onRollBack} />
      {last > 1 && (
        <Button size="sm" className="mt-2" pending={pending} onClick={() => void more()}>
          Older revisions
        </Button>
      )}
    </>
  );
}
