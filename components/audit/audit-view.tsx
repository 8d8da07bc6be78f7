"use client";

import { type FormEvent, useState } from "react";
import { LoadFailure, type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { useFilterKey } from "#components/shell/use-filter-key.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { NeverUsed, NoneFound } from "#components/ui/empty-states.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AUDIT_ACTIONS, type AuditAction, type AuditEntry, type AuditSubject } from "#server/domain/audit.ts";
import type { AuditFilter, Span } from "./audit-filter.ts";
import { AuditList } from "./audit-list.tsx";
import { actionLabel } from "./audit-words.ts";

export interface AuditViewProps {
  filter: AuditFilter;
  onFilter: (change: Partial<AuditFilter>) => void;
  onClear: () => void;
  /** Null while they come for the first time, or could not be loaded. */
  entries: AuditEntry[] | null;
  fault: LoadFault | null;
  /** Null when there are no older ones. */
  onMore: (() => void) | null;
  loadingMore: boolean;
}

const ACTIONS = AUDIT_ACTIONS.map((action) => ({ value: action, label: actionLabel(action) }));
const SUBJECTS: { value: AuditSubject; label: string }[] = [
  { value: "execution", label: "Executions" },
  { value: "service", label: "Services" },
  { value: "bulk", label: "Bulks" },
  { value: "webhook", label: "Webhooks" },
  { value: "api-key", label: "API keys" },
  { value: "settings", label: "Settings" },
];
const SPANS: { value: Span; label: string }[] = [
  { value: "hour", label: "The last hour" },
  { value: "day", label: "The last 24 hours" },
  { value: "week", label: "The last 7 days" },
  { value: "month", label: "The last 30 days" },
];

/** Who did what, to what, when. */
export function AuditView(props: AuditViewProps) {
  const { fault, entries } = props;
  return (
    <div className="flex flex-col gap-4 py-4">
      <div className="flex flex-col gap-4 px-3 sm:px-5">
        <PageHeader title="Audit" facts="What people and programs did, newest first." />
        <Filters {...props} />
      </div>
      {fault && entries && <StaleNotice fault={fault} />}
      <div className={cn("px-3 sm:px-5", fault && entries && "greyed")}>
        <Entries {...props} />
      </div>
    </div>
  );
}

function Filters({ filter, onFilter }: AuditViewProps) {
  const orNull = <Value extends string>(value: string) => (value === "" ? null : (value as Value));
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      <ActorField key={filter.actor} actor={filter.actor} onActor={(actor) => onFilter({ actor })} />
      <Field label="Did">
        {(control) => (
          <Select
            {...control}
            none="Anything"
            options={ACTIONS}
            value={filter.action ?? ""}
            onChange={({ target }) => onFilter({ action: orNull<AuditAction>(target.value) })}
          />
        )}
      </Field>
      <Field label="To">
        {(control) => (
          <Select
            {...control}
            none="Anything"
            options={SUBJECTS}
            value={filter.subject ?? ""}
            onChange={({ target }) => onFilter({ subject: orNull<AuditSubject>(target.value), id: "" })}
          />
        )}
      </Field>
      <Field label="When">
        {(control) => (
          <Select
            {...control}
            none="Ever"
            options={SPANS}
            value={filter.within ?? ""}
            onChange={({ target }) => onFilter({ within: orNull<Span>(target.value) })}
          />
        )}
      </Field>
    </div>
  );
}

/** Asked for on Enter, or when the field is left: half a name is nobody's. */
function ActorField({ actor, onActor }: { actor: string; onActor: (actor: string) => void }) {
  const [typed, setTyped] = useState(actor);
  const ref = useFilterKey("Filter by who did it");
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.trim() !== actor) onActor(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <Field label="Who">
        {(control) => (
          <Input
            {...control}
            ref={ref}
            aria-keyshortcuts="/"
            value={typed}
            placeholder="Anybody"
            autoComplete="off"
            spellCheck={false}
            onBlur={() => submit()}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </form>
  );
}

function Entries({ entries, fault, filter, onClear, onMore, loadingMore }: AuditViewProps) {
  if (entries === null) {
    if (fault) return <LoadFailure what="The audit could not be loaded." fault={fault} />;
    return <Skeleton className="h-96 rounded-md" />;
  }
  const filters = [
    filter.actor,
    filter.action && actionLabel(filter.action),
    filter.subject,
    filter.within && `within the last ${filter.within}`,
  ].filter((one): one is string => Boolean(one));
  if (entries.length === 0 && filters.length > 0) {
    return <NoneFound what="entries" filters={filters} onClear={onClear} />;
  }
  if (entries.length === 0) return <NeverUsed sentence="Nobody has changed anything yet." />;
  return (
    <>
      <AuditList entries={entries} />
      {onMore && (
        <Button className="mt-2" pending={loadingMore} onClick={onMore}>
          Show older ones
        </Button>
      )}
    </>
  );
}
