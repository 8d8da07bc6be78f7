"use client";

import { ChevronDown, Search, X } from "lucide-react";
import type { RefObject } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  type Filters,
  filterWords,
  NO_FILTERS,
  RANGE_WORDS,
  TIME_RANGES,
  type TimeRange,
  toggled,
} from "./filters.ts";

export interface FilterBarProps {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
  /** Names of the services there are. */
  services: readonly string[];
  /** Where `/` puts the focus. */
  textRef: RefObject<HTMLInputElement | null>;
}

const RANGES = TIME_RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }));

/** Narrows the list by text, service and time. */
export function FilterBar({ filters, onChange, services, textRef }: FilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2">
      <div className="relative w-full sm:w-64">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-ink-faint" />
        <Input
          ref={textRef}
          aria-label="Filter by id, service, function or message"
          aria-keyshortcuts="/"
          placeholder="Filter by id, name or message"
          autoComplete="off"
          spellCheck={false}
          className="pl-7"
          value={filters.text}
          onChange={(event) => onChange({ text: event.target.value })}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
        {filters.text && (
          <IconButton
            label="Clear the text"
            className="absolute top-0.5 right-0.5"
            onClick={() => onChange({ text: "" })}
          >
            <X />
          </IconButton>
        )}
      </div>
      <ServiceMenu
        services={services}
        chosen={filters.services}
        onChange={(next) => onChange({ services: next })}
      />
      <Select
        aria-label="Created within"
        className="w-36"
        none="Any time"
        options={RANGES}
        value={filters.range ?? ""}
        onChange={(event) => onChange({ range: (event.target.value || null) as TimeRange | null })}
      />
      {filterWords(filters).length > 0 && (
        <Button variant="ghost" onClick={() => onChange(NO_FILTERS)}>
          <X aria-hidden /> Clear filters
        </Button>
      )}
    </search>
  );
}

interface ServiceMenuProps {
  services: readonly string[];
  chosen: readonly string[];
  onChange: (services: string[]) => void;
}

function ServiceMenu({ services, chosen, onChange }: ServiceMenuProps) {
  const names = [...new Set([...services, ...chosen])].sort();
  const label =
    chosen.length === 0 ? "All services" : chosen.length === 1 ? chosen[0] : `${chosen.length} services`;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button className="max-w-56 border-line-strong font-normal" aria-label={`Service: ${label}`}>
          <span className="truncate">{label}</span>
          <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {names.length === 0 && <p className="px-2 py-1 text-ink-faint">No services yet</p>}
        {names.map((name) => (
          <DropdownMenuCheckboxItem
            key={name}
            checked={chosen.includes(name)}
            onCheckedChange={() => onChange(toggled(chosen, name))}
          >
            {name}
          </DropdownMenuCheckboxItem>
        ))}
        {chosen.length > 0 && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => onChange([])}>All services</DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
