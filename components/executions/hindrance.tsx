"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import { hindranceWords } from "./hindrance-words.ts";

const Hindrances = createContext<ReadonlyMap<string, string | null>>(new Map());

/** Lets the rows below know what keeps executions of their services waiting. */
export function HindranceProvider({ children }: { children: ReactNode }) {
  const services = useQuery(useTRPC().services.list.queryOptions());
  const words = new Map(services.data?.map((service) => [service.id, hindranceWords(service)]));
  return <Hindrances value={words}>{children}</Hindrances>;
}

/** Null when nothing is known to stand in the way. */
export function useHindrance(serviceId: string): string | null {
  return useContext(Hindrances).get(serviceId) ?? null;
}
