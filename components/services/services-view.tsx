"use client";

import { Plus, Search } from "lucide-react";
import Link from "next/link";
import type { LoadFault } from "#components/executions/load-failure.tsx";
import { Loaded } from "#components/executions/loaded.tsx";
import { useFilterKey } from "#components/shell/use-filter-key.ts";
import { Button } from "#components/ui/button.tsx";
import { NeverUsed, NoneFound } from "#components/ui/empty-states.tsx";
import { Input } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ServiceRow } from "#server/domain/views.ts";
import { ServiceTable } from "./service-table.tsx";

export interface ServicesViewProps {
  /** Null while they come for the first time, or could not be loaded. */
  services: ServiceRow[] | null;
  fault: LoadFault | null;
  text: string;
  onText: (text: string) => void;
  onStart: (service: ServiceRow) => void;
}

/** All services. */
export function ServicesView({ services, fault, ...search }: ServicesViewProps) {
  return (
    <div className="flex min-h-96 grow flex-col">
      <div className="flex flex-col gap-3 px-3 pt-4 pb-3 sm:px-5">
        <PageHeader
          title="Services"
          actions={
            <Button asChild>
              <Link href="/new-service">
                <Plus aria-hidden /> New service
              </Link>
            </Button>
          }
        />
        {services !== null && services.length > 0 && <TextFilter {...search} />}
      </div>
      <Loaded data={services} fault={fault} what="services">
        {(loaded) => <List services={loaded} {...search} />}
      </Loaded>
    </div>
  );
}

function TextFilter({ text, onText }: Pick<ServicesViewProps, "text" | "onText">) {
  const ref = useFilterKey();
  return (
    <div className="relative sm:max-w-80">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-ink-faint" />
      <Input
        ref={ref}
        type="search"
        aria-keyshortcuts="/"
        aria-label="Filter by name or description"
        placeholder="Filter by name or description"
        className="pl-7"
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}

type ListProps = Omit<ServicesViewProps, "services" | "fault"> & { services: ServiceRow[] };

function List({ services, text, onText, onStart }: ListProps) {
  if (services.length === 0) {
    return (
      <NeverUsed
        sentence="No service is registered: a service is a program with its policy, described by a curfew.json."
        command="node bin/curfew.mjs register path/to/curfew.json"
      />
    );
  }
  const shown = services.filter((service) => holds(service, text));
  if (shown.length === 0) {
    return <NoneFound what="services" filters={[`“${text.trim()}”`]} onClear={() => onText("")} />;
  }
  return <ServiceTable services={shown} onStart={onStart} />;
}

function holds({ name, description }: ServiceRow, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return name.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted);
}
