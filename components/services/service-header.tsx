"use client";

import { Pause, Play } from "lucide-react";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ServiceRow } from "#server/domain/views.ts";
import { ServiceBadge } from "./service-badge.tsx";
import { serviceStateOf } from "./service-state.ts";

export interface ServiceHeaderProps {
  service: ServiceRow;
  onStart: () => void;
  onPause: () => void;
  onResume: () => void;
  /** A pause or resume is under way. */
  pending: boolean;
}

/** A service, how it stands, and what can be done to it. */
export function ServiceHeader(props: ServiceHeaderProps) {
  const { service } = props;
  return (
    <header className="flex flex-col gap-3">
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {service.name}
            <span className="text-sm font-normal tracking-normal">
              <ServiceBadge state={serviceStateOf(service)} />
            </span>
          </span>
        }
        facts={service.description || undefined}
        actions={<Actions {...props} />}
      />
      <ServiceNotices service={service} />
      <p className="flex flex-wrap gap-x-5 gap-y-1 tabular-nums">
        <span>
          <strong className="font-semibold">{service.replicas.ready}</strong> of {service.placement.replicas}{" "}
          replicas ready
        </span>
        <span>
          <strong className="font-semibold">{service.counts["in-progress"]}</strong> in progress
          {service.counts.stopping > 0 && ` (${service.counts.stopping} stopping)`}
        </span>
        <span>
          <strong className="font-semibold">{service.counts.created.toLocaleString("en")}</strong> created,
          waiting
        </span>
        <span className="text-ink-muted">
          Revision {service.revision} by {service.updatedBy} <RelativeTime at={service.updatedAt} />
        </span>
      </p>
    </header>
  );
}

function Actions({ service, onStart, onPause, onResume, pending }: ServiceHeaderProps) {
  return (
    <>
      {service.pausedAt ? (
        <Button onClick={onResume} pending={pending}>
          <Play aria-hidden /> Resume service
        </Button>
      ) : (
        <Button onClick={onPause} pending={pending}>
          <Pause aria-hidden /> Pause service
        </Button>
      )}
      <Button variant="primary" onClick={onStart}>
        <Play aria-hidden /> Start execution…
      </Button>
    </>
  );
}

function ServiceNotices({ service }: { service: ServiceRow }) {
  return (
    <>
      {service.pausedAt && (
        <Banner kind="warning">
          Paused by {service.pausedBy ?? "somebody"} <RelativeTime at={service.pausedAt} />. New executions
          wait; what runs goes on.
        </Banner>
      )}
      {serviceStateOf(service) === "failing" && (
        <Banner kind="error">
          Its last replica failed to start.{" "}
          <span className="font-mono text-xs break-words">{service.lastError}</span>
        </Banner>
      )}
    </>
  );
}
