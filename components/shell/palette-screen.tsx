"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Boxes, ListTree, OctagonX, Zap } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { BulkDialogScreen } from "#components/executions/later-dialogs.tsx";
import { shortId } from "#components/executions/short-id.ts";
import { stateWords } from "#components/executions/state.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { CommandPalette, type PaletteGroup } from "#components/ui/command-palette.tsx";
import { PLACES } from "./navigation.ts";
import { groupsOf } from "./shortcut-groups.ts";
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
  const [stopped, setStopped] = useState<{ where: string } | null>(null);
  const text = useDeferredValue(query.trim());
  const executions = useFound(open ? text : "");
  const actions = useActions();
  const places = usePlaces(open);
  const close = (next: boolean) => {
    if (!next) setQuery("");
    onOpenChange(next);
  };
  // Last, so that nobody who only presses Enter comes upon it.
  const groups = [...actions, ...executions.groups, ...places, emergency((where) => setStopped({ where }))];
  return (
    <>
      <CommandPalette
        open={open}
        onOpenChange={close}
        query={query}
        onQuery={setQuery}
        placeholder="A page, a service, an execution’s id, or what to do"
        groups={groups}
        searching={executions.searching}
      />
      {stopped && (
        <BulkDialogScreen
          kind="terminate"
          target={stopped}
          onClose={() => setStopped(null)}
          onStarted={() => setStopped(null)}
        />
      )}
    </>
  );
}

/** Opens the dialog that stops without counting, with the filter of the list where the list is open. */
function emergency(onAsk: (where: string) => void): PaletteGroup {
  const onList = typeof window !== "undefined" && window.location.pathname === "/executions";
  const filter = () => (onList && new URLSearchParams(window.location.search).get("q")) || "";
  return {
    title: "Emergency",
    entries: [
      {
        id: "stop-all-now",
        label: "Stop all now…",
        hint: onList ? "what fits the filter of the list" : "whatever waits or runs",
        icon: OctagonX,
        danger: true,
        run: () => onAsk(filter()),
      },
    ],
  };
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
        hint: `${row.functionName} · ${stateWords(row)}`,
        icon: ListTree,
        found: true,
        run: () => void go(`/executions/${row.id}`),
      })),
    },
  ];
  return { groups, searching: wanted && found.isFetching };
}
