"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useServerClock } from "#components/time/now-provider.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import type { StatisticHours } from "#server/domain/service-statistics.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { CooperationSection } from "./cooperation-section.tsx";
import { DrillList } from "./drill-list.tsx";
import { DrillDialog } from "./later-dialogs.tsx";
import { StatisticsSection } from "./statistics-section.tsx";

/** How a service has done lately, and what waits. */
export function Statistics({ name }: { name: string }) {
  const [hours, setHours] = useState<StatisticHours>(24);
  const { data, error } = useQuery({
    ...useTRPC().services.statistics.queryOptions({ name, hours }),
    placeholderData: keepPreviousData,
  });
  return (
    <StatisticsSection
      serviceName={name}
      statistics={data}
      error={error?.message ?? null}
      hours={hours}
      onHours={setHours}
    />
  );
}

/** How a service answers when it is asked to stop, and the drills that try it. */
export function Stopping({ service }: { service: ServiceDetail }) {
  const trpc = useTRPC();
  const { name } = service;
  const [drilling, setDrilling] = useState(false);
  const clock = useServerClock();
  const { data, error, dataUpdatedAt } = useQuery(trpc.services.cooperation.queryOptions({ name }));
  const drills = useQuery(trpc.services.drills.queryOptions({ name }));
  const isUnderWay = drills.data?.some(({ outcome }) => outcome === null) ?? false;
  return (
    <>
      <CooperationSection cooperation={data} readAt={clock.at(dataUpdatedAt)} error={error?.message ?? null}>
        <DrillList
          drills={drills.data}
          onDrill={() => setDrilling(true)}
          hindrance={
            service.pausedAt
              ? "The service is paused: nothing of it would start."
              : isUnderWay
                ? "One is under way."
                : null
          }
        />
      </CooperationSection>
      {drilling && <Drill service={service} onClose={() => setDrilling(false)} />}
    </>
  );
}

function Drill({ service, onClose }: { service: ServiceDetail; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { name } = service;
  const { mutate, isPending, error } = useMutation(
    trpc.services.drill.mutationOptions({
      onSuccess: onClose,
      onSettled: () => client.invalidateQueries(trpc.services.drills.queryFilter({ name })),
    }),
  );
  return (
    <DrillDialog
      service={service}
      onClose={onClose}
      onDrill={(drill) => mutate({ name, ...drill })}
      pending={isPending}
      error={
        error && { message: failureWords(error, "the drill was started"), faults: error.data?.faults ?? [] }
      }
    />
  );
}
