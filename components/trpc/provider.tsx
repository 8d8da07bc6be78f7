"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useServerClock } from "#components/time/now-provider.tsx";
import { createApiClient } from "./client.ts";
import { TRPCProvider } from "./context.ts";
import { LiveProvider } from "./live.tsx";
import { createQueryClient } from "./query-client.ts";

/** Everything below can call `useTRPC()`, is kept live, and can ask `useFreshness()`. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const clock = useServerClock();
  const [apiClient] = useState(() => createApiClient(clock));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider queryClient={queryClient} trpcClient={apiClient}>
        <LiveProvider>{children}</LiveProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
}
