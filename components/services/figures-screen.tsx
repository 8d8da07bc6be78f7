"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import type { StatisticHours } from "#server/domain/service-statistics.ts";
import { CooperationSection } from "./cooperation-section.tsx";
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

/** How a service answers when it is asked to stop. */
export function Stopping({ name }: { name: string }) {
  const { data, error } = useQuery(useTRPC().services.cooperation.queryOptions({ name }));
  return <CooperationSection cooperation={data} error={error?.message ?? null} />;
}
