"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ExecutionRow, ServiceDetail } from "#server/domain/views.ts";
import { DrainBanner } from "./drain-banner.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { OldReplicasNotice } from "./old-replicas-notice.tsx";
import { ProgramSection } from "./program-section.tsx";
import { RecentExecutions } from "./recent-executions.tsx";
import { ResetBanners } from "./reset-banners.tsx";
import { ServiceHeader, type ServiceHeaderProps } from "./service-header.tsx";
import type { SettingsPanelProps } from "./settings-panel.tsx";

/** Comes after the page, with what checks its fields: nothing else waits for it. */
const SettingsPanel = dynamic(() => import("./settings-panel.tsx").then((module) => module.SettingsPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-96 rounded-md" />,
});

export interface ServiceViewProps
  extends Omit<ServiceHeaderProps, "service">,
    Pick<SettingsPanelProps, "onSave" | "preview"> {
  service: ServiceDetail;
  /** The newest executions; undefined while they are loaded. */
  recent: ExecutionRow[] | undefined;
  fault: LoadFault | null;
  /** Stops what runs on the replicas that an update has left. */
  onCut: () => void;
  /** How it came to be so. */
  revisions: ReactNode;
  /** How it has done lately. */
  figures: ReactNode;
  /** How it answers when it is asked to stop. */
  stopping: ReactNode;
  /** What people did to it. */
  audit: ReactNode;
}

/** One service: how it stands, its settings, what it runs, and how it came to be so. */
export function ServiceView(props: ServiceViewProps) {
  const { service, recent, fault } = props;
  const [dirty, setDirty] = useState(false);
  return (
    <div className="flex flex-col gap-5 py-4">
      {fault && <StaleNotice fault={fault} />}
      <div className={cn("flex flex-col gap-5 px-3 sm:px-5", fault && "greyed")}>
        <ServiceHeader {...props} />
        {service.older && service.older.running > 0 && (
          <OldReplicasNotice older={service.older} onCut={props.onCut} pending={props.pending} />
        )}
        <ResetBanners resets={service.resets} />
        <DrainBanner drains={service.drains} />
        {props.figures}
        <Section title="Settings">
          <SettingsPanel service={service} onSave={props.onSave} onDirty={setDirty} preview={props.preview} />
        </Section>
        {props.stopping}
        <RecentExecutions serviceName={service.name} rows={recent} />
        <div className="grid gap-5 border-t pt-3 lg:grid-cols-2">
          <div className="flex flex-col gap-5">
            <ProgramSection program={service.config.program} placement={service.placement} />
          </div>
          <div>
            <Section title="Revisions">{props.revisions}</Section>
          </div>
        </div>
      </div>
      <div className="px-3 sm:px-5">{props.audit}</div>
      <LeaveGuard active={dirty} loss="Your changes to the settings are not saved." />
    </div>
  );
}
