"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Boxes, ListTree, Zap } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { shortId } from "#components/executions/short-id.ts";
import { STATES, stateOf } from "#components/executions/state.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { CommandPalette, type PaletteGroup } from "#components/ui/command-palette.tsx";
import { PLACES } from "./navigation.ts";
import { useShortcutList } from "./shortcuts.tsx";
import { useGo } from "./use-go.ts";

export interface PaletteScreenProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Fewer characters would find half of all executions. */
const FEWEST = 3;
const MOST = 8;

/** Pages, services, executions by id or text, and what can be done on the page. */
export function PaletteScreen({ open, onOpenChange }: PaletteScreenProps) {
  const [query, setQuery] = useState("");
  const text = useDeferredValue(query.trim());
  const executions = useFound(open ? text : "");
  const actions = useActions();
  const places = usePlaces(open);
  const close = (next: boolean) => {
    if (!next) setQuery("");
    onOpenChange(next);
  };
  return (
    <CommandPalette
      open={open}
      onOpenChange={close}
      query={query}
      onQuery={setQuery}
      placeholder="A page, a service, an execution’s id, or what to do"
      groups={[...actions, ...executions.groups, ...places]}
      searching={executions.searching}
    />
  );
}

/** Moving along a list, and acting on the row that was moved to, is nothing to look for by name. */
const ROW_KEYS = "Executions";

/** What the page offers by keys, for those who do not know them yet. */
function useActions(): PaletteGroup[] {
  const { groups } = useShortcutList();
  return groups
    .filter(({ title }) => title !== "Everywhere" && title !== ROW_KEYS)
    .map(({ title, shortcuts }) => ({
      title,
      entries: shortcuts.map(({ keys, label, run }) => ({
        id: `${title} ${keys}`,
        label,
        icon: Zap,
        keys,
        run,
      })),
    }));
}

function usePlaces(open: boolean): PaletteGroup[] {
  const go = useGo();
  const trpc = useTRPC();
  const services = useQuery({ ...trpc.services.list.queryOptions(), enabled: open });
  return [
    {
      title: "Pages",
      entries: PLACES.map(({ label, href, icon, key }) => ({
        id: href,
        label,
        icon,
        keys: `g ${key}`,
        run: () => void go(href),
      })),
    },
    {
      title: "Services",
      entries: (services.data ?? []).map(({ name, description }) => ({
        id: `service ${name}`,
        label: name,
        hint: description,
        icon: Boxes,
        run: () => void go(`/services/${name}`),
      })),
    },
  ];
}

function useFound(text: string) {
  const go = useGo();
  const trpc = useTRPC();
  const wanted = text.length >= FEWEST;
  const found = useQuery({
    ...trpc.executions.list.queryOptions({ text, limit: MOST }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  const rows = wanted ? (found.data?.rows ?? []) : [];
  const groups: PaletteGroup[] = [
    {
      title: "Executions",
      entries: rows.map((row) => ({
        id: row.id,
        label: `${row.serviceName} ${shortId(row.id)}`,
        hint: `${row.functionName} · ${STATES[stateOf(row)].word}`,
        icon: ListTree,
        found: true,
        run: () => void go(`/executions/${row.id}`),
      })),
    },
  ];
  return { groups, searching: wanted && found.isFetching };
}
