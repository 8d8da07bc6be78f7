import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { numberStyle } from "#components/locale/format-number.ts";
import { LocaleProvider } from "#components/locale/locale-provider.tsx";
import { preferredLocale } from "#components/locale/preferred-locale.ts";
import { RAIL_COOKIE } from "#components/shell/rail-memory.ts";
import { ShellScreen } from "#components/shell/shell-screen.tsx";
import { NowProvider } from "#components/time/now-provider.tsx";
import { ApiProvider } from "#components/trpc/provider.tsx";
import { systemClock } from "#server/clock.ts";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const railCollapsed = (await cookies()).get(RAIL_COOKIE)?.value === "narrow";
  const locale = preferredLocale((await headers()).get("accept-language"));
  return (
    <LocaleProvider locale={locale} numberStyle={numberStyle(locale)}>
      <NowProvider initialNow={systemClock.now().getTime()}>
        <ApiProvider>
          <ShellScreen railCollapsed={railCollapsed}>{children}</ShellScreen>
        </ApiProvider>
      </NowProvider>
    </LocaleProvider>
  );
}
