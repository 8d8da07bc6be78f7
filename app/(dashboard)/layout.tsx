import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { RAIL_COOKIE } from "#components/shell/rail-memory.ts";
import { ShellScreen } from "#components/shell/shell-screen.tsx";
import { NowProvider } from "#components/time/now-provider.tsx";
import { ApiProvider } from "#components/trpc/provider.tsx";
import { systemClock } from "#server/clock.ts";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const railCollapsed = (await cookies()).get(RAIL_COOKIE)?.value === "narrow";
  return (
    <NowProvider initialNow={systemClock.now().getTime()}>
      <ApiProvider>
        <ShellScreen railCollapsed={railCollapsed}>{children}</ShellScreen>
      </ApiProvider>
    </NowProvider>
  );
}
