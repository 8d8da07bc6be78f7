"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { StartExecution } from "#components/executions/start-execution-screen.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { ServicesView } from "./services-view.tsx";

/** The list of services, live. */
export function ServicesScreen() {
  const options = useTRPC().services.list.queryOptions();
  const services = useQuery(options);
  const [text, setText] = useQueryState("q", parseAsString.withDefault(""));
  const [starting, setStarting] = useState<string | null>(null);
  return (
    <>
      <ServicesView
        services={services.data ?? null}
        fault={useLoadFault(services, options.queryKey)}
        text={text}
        onText={(next) => void setText(next)}
        onStart={(service) => setStarting(service.name)}
      />
      {starting !== null && <StartExecution service={starting} onClose={() => setStarting(null)} />}
    </>
  );
}
