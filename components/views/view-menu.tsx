"use client";

import { ChevronDown, Star } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { SavedView } from "#server/domain/list-views.ts";

export interface ViewMenuProps {
  views: readonly SavedView[];
  onChoose: (view: SavedView) => void;
  onEverything: () => void;
  onSave: () => void;
  onManage: () => void;
}

/** Views that are kept, one's own and those that others share. */
export function ViewMenu({ views, onChoose, onEverything, onSave, onManage }: ViewMenuProps) {
  const own = views.filter((view) => view.own);
  const others = views.filter((view) => !view.own);
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button className="border-line-strong font-normal">
          Views <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="max-w-80">
        <DropdownMenuItem onSelect={onEverything}>All executions</DropdownMenuItem>
        {own.length > 0 && <DropdownMenuLabel>Yours</DropdownMenuLabel>}
        {own.map((view) => (
          <ViewItem key={view.id} view={view} onChoose={onChoose} />
        ))}
        {others.length > 0 && <DropdownMenuLabel>Shared</DropdownMenuLabel>}
        {others.map((view) => (
          <ViewItem key={view.id} view={view} onChoose={onChoose} />
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onSave}>Save as a view…</DropdownMenuItem>
        {views.length > 0 && <DropdownMenuItem onSelect={onManage}>Manage views…</DropdownMenuItem>}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ViewItem({ view, onChoose }: { view: SavedView } & Pick<ViewMenuProps, "onChoose">) {
  return (
    <DropdownMenuItem onSelect={() => onChoose(view)} title={view.filter || "all executions"}>
      <span className="truncate">{view.name}</span>
      {!view.own && <span className="ml-auto truncate text-xs text-ink-faint">{view.owner}</span>}
      {view.isDefault && <Star aria-label="your list begins with it" className="ml-auto fill-current" />}
    </DropdownMenuItem>
  );
}
