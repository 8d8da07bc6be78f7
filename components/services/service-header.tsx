"use client";

import { ChevronDown, Copy, Pause, Play, RotateCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useCommands } from "#components/shell/shortcuts.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ServiceRow } from "#server/domain/views.ts";
import { CrashLoopNotice } from "./crash-loop-notice.tsx";
import { replicasWords } from "./scale-words.ts";
import { ServiceBadge } from "./service-badge.tsx";
import { serviceStateOf } from "./service-state.ts";
import { StartFailureNotice } from "./start-failure-notice.tsx";

export interface ServiceHeaderProps {
  service: ServiceRow;
  onStart: () => void;
  onPause: () => void;
  onResume: () => void;
  onTryAgain: () => void;
  /** New replicas in the place of all, one by one. */
  onRestart: () => void;
  /** Asks first. */
  onDelete: () => void;
  /** One of these is under way. */
  pending: boolean;
}

/** A service, how it stands, and what can be done to it. */
export function ServiceHeader(props: ServiceHeaderProps) {
  const { service } = props;
  const formatNumber = useFormatNumber();
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
      <ServiceNotices {...props} />
      <p className="flex flex-wrap gap-x-5 gap-y-1 tabular-nums">
        <span>
          <strong className="font-semibold">{service.replicas.ready}</strong> of{" "}
          {replicasWords(service.placement)} replicas ready
          <ScalingNote scaling={service.scaling} ready={service.replicas.ready} />
          {service.replicas.older > 0 && `, ${service.replicas.older} of an older revision`}
          {service.replicas.starting > 0 && `, ${service.replicas.starting} starting`}
          {service.replicas.draining > 0 && `, ${service.replicas.draining} draining`}
        </span>
        <span>
          <strong className="font-semibold">{formatNumber(service.counts["in-progress"])}</strong> in progress
          {service.counts.stopping > 0 && ` (${formatNumber(service.counts.stopping)} stopping)`}
        </span>
        <span>
          <strong className="font-semibold">{formatNumber(service.counts.created)}</strong> created, waiting
        </span>
        <span className="text-ink-muted">
          Revision {service.revision} by {service.updatedBy} <RelativeTime at={service.updatedAt} />
        </span>
      </p>
    </header>
  );
}

function ScalingNote({ scaling, ready }: { scaling: ServiceRow["scaling"]; ready: number }) {
  const now = useNow();
  if (!scaling) return null;
  const { wanted, fall } = scaling;
  return (
    <>
      {wanted !== ready && `, ${wanted} wanted`}
      {fall && fall.at.getTime() > now && (
        <>
          , {fall.to === 0 ? "none" : fall.to} <RelativeTime at={fall.at} /> unless more is to do
        </>
      )}
    </>
  );
}

function Actions({ service, onStart, onPause, onResume, ...more }: ServiceHeaderProps) {
  const { pending } = more;
  const turn: Record<string, () => void> = service.pausedAt
    ? { "Resume it": onResume }
    : { "Pause it": onPause };
  useCommands("This service", {
    "Start an execution of it…": onStart,
    ...(!pending && { ...turn, "Restart it: new replicas, one by one": more.onRestart }),
    "Delete it…": more.onDelete,
  });
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
      <Button asChild>
        <Link href={`/new-service?from=${encodeURIComponent(service.name)}`}>
          <Copy aria-hidden /> Duplicate…
        </Link>
      </Button>
      <MoreActions {...more} />
      <Button variant="primary" onClick={onStart}>
        <Play aria-hidden /> Start execution…
      </Button>
    </>
  );
}

/** What is seldom done to it. */
function MoreActions({
  onRestart,
  onDelete,
  pending,
}: Pick<ServiceHeaderProps, "onRestart" | "onDelete" | "pending">) {
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button>
          Actions <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem
          disabled={pending}
          onSelect={onRestart}
          title="New replicas, one by one; old ones finish what they run"
        >
          <RotateCw aria-hidden /> Restart
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem danger onSelect={onDelete}>
          <Trash2 aria-hidden /> Delete service…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ServiceNotices({ service, onTryAgain, pending }: ServiceHeaderProps) {
  return (
    <>
      {service.pausedAt && (
        <Banner kind="warning">
          Paused by {service.pausedBy ?? "somebody"} <RelativeTime at={service.pausedAt} />. New executions
          wait; what runs goes on.
        </Banner>
      )}
      {service.startFailures && (
        <StartFailureNotice
          service={service}
          failures={service.startFailures}
          onTryAgain={onTryAgain}
          pending={pending}
        />
      )}
      {service.crashLoop && <CrashLoopNotice revision={service.revision} loop={service.crashLoop} />}
    </>
  );
}
