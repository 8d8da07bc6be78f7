"use client";

import { Search, X } from "lucide-react";
import { type RefObject, useId, useState } from "react";
import { useZone } from "#components/time/use-zone.ts";
import { IconButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { SuggestInput } from "#components/ui/suggest-input.tsx";
import { addToQuery } from "#server/domain/query/change-query.ts";
import { completeQuery, type KnownValues, type Suggestion } from "#server/domain/query/complete-query.ts";
import type { ExecutionQuery } from "#server/domain/query/execution-query.ts";
import { parseQuery } from "#server/domain/query/parse-query.ts";
import { printQuery, termsOf, withoutTerm } from "#server/domain/query/print-query.ts";
import type { Zone } from "#server/domain/query/zone.ts";
import type { UrlFilter } from "./filter-url.ts";
import { LabelChip } from "./label-chip.tsx";
import type { ChangeQuery } from "./use-filters.ts";

export interface FilterTextProps {
  filter: UrlFilter;
  onQuery: ChangeQuery;
  /** Left out when there is nothing to clear. */
  onClear: (() => void) | undefined;
  known: Omit<KnownValues, "labelValues">;
  /** Told what is being typed, so that the values of its label can be asked for. */
  onTyping: (text: string) => void;
  labelValues: readonly string[];
  /** Where `/` puts the focus. */
  textRef: RefObject<HTMLInputElement | null>;
}

/** The filter as chips, and a field that makes more of them. */
export function FilterText(props: FilterTextProps) {
  const { filter, onQuery, textRef } = props;
  const id = useId();
  const zone = useZone();
  // What the address says and nobody can read stands in the field, to be put right.
  const [typed, setTyped] = useState(filter.fault === null ? "" : filter.text);
  const [fault, setFault] = useState(filter.fault);
  const type = (text: string) => {
    setTyped(text);
    setFault(null);
    props.onTyping(text);
  };
  const take = (text: string) => {
    const parsed = parseQuery(text, zone);
    if ("fault" in parsed) return setFault(parsed.fault.message);
    const next = addToQuery(filter.query, parsed.query);
    const whole = parseQuery(printQuery(next));
    if ("fault" in whole) return setFault(whole.fault.message);
    type("");
    onQuery(next);
  };
  const suggestions = completeQuery(typed, { ...props.known, labelValues: props.labelValues });
  const pick = (suggestion: Suggestion) => (suggestion.whole ? take(suggestion.text) : type(suggestion.text));
  const takeBack = () => {
    const last = termsOf(filter.query, zone).at(-1);
    if (!last) return;
    onQuery(withoutTerm(filter.query, last.name), "replace");
    type(last.text);
  };
  return (
    <div className="flex min-w-0 grow basis-80 flex-col gap-1">
      <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-line-strong bg-canvas px-1 py-0.5 focus-within:outline-2 focus-within:outline-accent">
        <Search aria-hidden className="ml-1 size-4 shrink-0 text-ink-faint" />
        <Chips query={filter.query} zone={zone} onQuery={onQuery} />
        <span className="flex min-w-0 grow basis-40 items-center gap-1">
          <SuggestInput
            ref={textRef}
            aria-label="Filter"
            aria-keyshortcuts="/"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? `${id}-fault` : undefined}
            listLabel="Filters that can be added"
            placeholder={
              termsOf(filter.query).length > 0
                ? "and…"
                : "Type to filter: service:, status:, older:1h, any text"
            }
            className="h-6 w-full min-w-32 bg-transparent px-1 text-sm text-ink placeholder:text-ink-faint focus:outline-none"
            value={typed}
            onChange={type}
            suggestions={suggestions}
            onPick={pick}
            onSubmit={() => typed.trim() !== "" && take(typed)}
            onKeyDown={(event) => {
              if (event.key === "Escape") event.currentTarget.blur();
              if (event.key === "Backspace" && typed === "") takeBack();
            }}
          />
          {props.onClear && (
            <IconButton label="Clear filters" className="size-6" onClick={props.onClear}>
              <X />
            </IconButton>
          )}
        </span>
      </div>
      <FieldError id={`${id}-fault`}>{fault && `${capitalized(fault)}.`}</FieldError>
    </div>
  );
}

interface ChipsProps {
  query: ExecutionQuery;
  zone: Zone;
  onQuery: (query: ExecutionQuery) => void;
}

function Chips({ query, zone, onQuery }: ChipsProps) {
  return termsOf(query, zone).map(({ name, text }) => (
    <LabelChip
      key={name}
      onRemove={() => onQuery(withoutTerm(query, name))}
      removeLabel={`Remove the filter ${text}`}
    >
      {text}
    </LabelChip>
  ));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
