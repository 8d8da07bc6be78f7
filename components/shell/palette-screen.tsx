"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Boxes, ListTree, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { shortId } from "#components/executions/short-id.ts";
import { STATES, stateOf } from "#components/executions/state.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { CommandPalette, type PaletteGroup } from "#components/ui/command-palette.tsx";
import { PLACES } from "./navigation.ts";
import { groupsOf } from "./shortcut-groups.ts";
import { useShortcutList } from "./shortcuts.tsx";

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

/** What can be done to what is on the page, by those who do not know its keys, or where there are none. */
function useActions(): PaletteGroup[] {
  const { groups } = useShortcutList();
  return groupsOf(groups, (_, { byName, title }) => byName && title !== "Everywhere").map(
    ({ title, shortcuts }) => ({
      title,
      entries: shortcuts.map(({ keys, label, run }) => ({
        id: `${title} ${label}`,
        label,
        icon: Zap,
        keys: keys ?? undefined,
        run,
      })),
    }),
  );
}

function usePlaces(open: boolean): PaletteGroup[] {
  const router = useRouter();
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
        run: () => router.push(href),
      })),
    },
    {
      title: "Services",
      entries: (services.data ?? []).map(({ name, description }) => ({
        id: `service ${name}`,
        label: name,
        hint: description,
        icon: Boxes,
        run: () => router.push(`/services/${name}`),
      })),
    },
  ];
}

function useFound(text: string) {
  const router = useRouter();
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
        run: () => router.push(`/executions/${row.id}`),
      })),
    },
  ];
  return { groups, searching: wanted && found.isFetching };
}
