"use client";

import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef, useState } from "react";
import { cn } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { matching } from "./palette-match.ts";
import { useFocusReturn } from "./use-focus-return.ts";

export interface PaletteEntry {
  id: string;
  label: string;
  /** Beside the label, fainter. */
  hint?: string;
  icon?: LucideIcon;
  /** Keys that do the same: `g e`. */
  keys?: string;
  /** The server found it: it is shown whatever was typed. */
  found?: boolean;
  /** It ends what runs. */
  danger?: boolean;
  run: () => void;
}

export interface PaletteGroup {
  title: string;
  entries: readonly PaletteEntry[];
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly PaletteGroup[];
  query: string;
  onQuery: (query: string) => void;
  placeholder: string;
  /** Something is still being looked for. */
  searching: boolean;
}

/** Everything that can be reached or done, found by typing. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onOpenChange, groups, query, onQuery } = props;
  const chosen = useRef<PaletteEntry | null>(null);
  const [marked, setMarked] = useState("");
  const focus = useFocusReturn();
  const shown = matching(groups, query);
  const ids = shown.flatMap(({ entries }) => entries.map(({ id }) => id));
  const choose = (entry: PaletteEntry) => {
    chosen.current = entry;
    onOpenChange(false);
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          // Once the focus is back where it was: what is opened now gives it back there too.
          onCloseAutoFocus={(event) => {
            focus.onClose(event);
            queueMicrotask(() => chosen.current?.run());
          }}
          onOpenAutoFocus={() => {
            focus.onOpen();
            chosen.current = null;
          }}
          className="fixed top-[10vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-1.5rem)] max-w-140 -translate-x-1/2 animate-appear flex-col overflow-hidden rounded-lg border bg-raised shadow-raised focus:outline-none"
        >
          <Radix.Title className="sr-only">Go to or do</Radix.Title>
          <Command
            label="Go to or do"
            loop
            shouldFilter={false}
            // What is found later may stand first: until something is chosen, that is what Enter takes.
            value={ids.includes(marked) ? marked : (ids[0] ?? "")}
            onValueChange={setMarked}
            className="flex min-h-0 flex-col"
          >
            <Command.Input
              value={query}
              onValueChange={(next) => {
                setMarked("");
                onQuery(next);
              }}
              placeholder={props.placeholder}
              className="h-11 w-full shrink-0 border-b bg-transparent px-4 text-base text-ink focus:outline-none"
            />
            <Command.List className="min-h-0 grow overflow-y-auto p-1.5" label="What was found">
              {shown.length === 0 && (
                // A list box must hold an option, also when there is nothing to choose.
                <Command.Item disabled value="nothing" className="px-3 py-6 text-center text-ink-muted">
                  {props.searching ? "Looking…" : "Nothing is called so."}
                </Command.Item>
              )}
              {shown.map((group) => (
                <Group key={group.title} group={group} onChoose={choose} />
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Group({ group, onChoose }: { group: PaletteGroup; onChoose: (entry: PaletteEntry) => void }) {
  return (
    <Command.Group
      heading={group.title}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {group.entries.map((entry) => (
        <Item key={entry.id} entry={entry} onChoose={onChoose} />
      ))}
    </Command.Group>
  );
}

function Item({ entry, onChoose }: { entry: PaletteEntry; onChoose: (entry: PaletteEntry) => void }) {
  const { id, label, hint, icon: Icon, keys, danger } = entry;
  return (
    <Command.Item
      value={id}
      onSelect={() => onChoose(entry)}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-selected [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-muted"
    >
      {Icon && <Icon aria-hidden className={danger ? "text-bad!" : undefined} />}
      <span className={cn("max-w-3/5 shrink-0 truncate", danger && "text-bad")}>{label}</span>
      {hint && <span className="min-w-0 truncate text-ink-muted">{hint}</span>}
      {keys && (
        <span className="ml-auto flex gap-1 max-sm:hidden">
          {keys.split(" ").map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
