"use client";

import { ChevronDown, Star } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { SavedView } from "#server/domain/list-views.ts";
import { menuWords } from "./view-words.ts";

export interface ViewMenuProps {
  views: readonly SavedView[];
  /** The one that the list shows; null when none was chosen. */
  active: SavedView | null;
  /** The filter that stands, as views keep theirs. */
  filter: string;
  onChoose: (view: SavedView) => void;
  onEverything: () => void;
  onSave: () => void;
  onManage: () => void;
}

/** Views that are kept, one's own and those that others share. */
export function ViewMenu(props: ViewMenuProps) {
  const { views, active, filter, onChoose, onEverything, onSave, onManage } = props;
  const words = menuWords(active, filter);
  const own = views.filter((view) => view.own);
  const others = views.filter((view) => !view.own);
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button
          aria-label={active ? `Views: ${words}` : undefined}
          className="max-w-60 border-line-strong font-normal"
        >
          <span className="truncate">{words}</span> <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="max-w-80">
        <DropdownMenuItem onSelect={onEverything}>All executions</DropdownMenuItem>
        {own.length > 0 && <DropdownMenuLabel>Yours</DropdownMenuLabel>}
        {own.map((view) => (
          <ViewItem key={view.id} view={view} active={view === active} onChoose={onChoose} />
        ))}
        {others.length > 0 && <DropdownMenuLabel>Shared</DropdownMenuLabel>}
        {others.map((view) => (
          <ViewItem key={view.id} view={view} active={view === active} onChoose={onChoose} />
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onSave}>Save as a view…</DropdownMenuItem>
        {views.length > 0 && <DropdownMenuItem onSelect={onManage}>Manage views…</DropdownMenuItem>}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

interface ViewItemProps extends Pick<ViewMenuProps, "onChoose"> {
  view: SavedView;
  active: boolean;
}

function ViewItem({ view, active, onChoose }: ViewItemProps) {
  return (
    <DropdownMenuItem
      aria-current={active || undefined}
      onSelect={() => onChoose(view)}
      title={view.filter || "all executions"}
    >
      <span className={cn("truncate", active && "font-medium")}>{view.name}</span>
      {!view.own && <span className="ml-auto truncate text-xs text-ink-faint">{view.owner}</span>}
      {view.isDefault && <Star aria-label="your list begins with it" className="ml-auto fill-current" />}
    </DropdownMenuItem>
  );
}
