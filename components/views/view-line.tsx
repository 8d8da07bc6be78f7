"use client";

import { Pencil, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { SavedView } from "#server/domain/list-views.ts";
import { removalWords } from "./view-words.ts";

export interface ViewLineProps {
  view: SavedView;
  /** The list begins with it, or no longer. */
  onBegin: (begin: boolean) => void;
  onRename: (name: string) => void;
  onRemove: () => void;
  pending: boolean;
}

/** A view, and what can be done with it. One that others have is not taken from them by a single click. */
export function ViewLine(props: ViewLineProps) {
  const { view, pending } = props;
  const [asked, setAsked] = useState<"rename" | "remove" | null>(null);
  return (
    <li className="flex flex-col border-t py-1 first:border-t-0">
      <div className="flex min-h-7 items-center gap-2">
        <IconButton
          label={view.isDefault ? `Do not begin with ${view.name}` : `Begin with ${view.name}`}
          aria-pressed={view.isDefault}
          disabled={pending}
          onClick={() => props.onBegin(!view.isDefault)}
        >
          <Star className={view.isDefault ? "fill-current text-accent" : undefined} />
        </IconButton>
        {asked === "rename" ? <Rename {...props} onDone={() => setAsked(null)} /> : <Words view={view} />}
        {view.own && asked !== "rename" && (
          <>
            <IconButton label={`Rename ${view.name}`} disabled={pending} onClick={() => setAsked("rename")}>
              <Pencil />
            </IconButton>
            <IconButton
              label={`Remove ${view.name}`}
              disabled={pending}
              onClick={() => (view.shared ? setAsked("remove") : props.onRemove())}
            >
              <Trash2 />
            </IconButton>
          </>
        )}
      </div>
      {asked === "remove" && <Removal {...props} onKeep={() => setAsked(null)} />}
    </li>
  );
}

function Words({ view }: Pick<ViewLineProps, "view">) {
  return (
    <span className="flex min-w-0 grow flex-col">
      <span className="truncate">
        {view.name}
        {(view.shared || !view.own) && (
          <span className="ml-2 text-xs text-ink-faint">
            {view.own ? "shared with everybody" : `shared by ${view.owner}`}
          </span>
        )}
      </span>
      <code className="truncate text-xs text-ink-faint">{view.filter || "all executions"}</code>
    </span>
  );
}

function Rename({ view, pending, onRename, onDone }: ViewLineProps & { onDone: () => void }) {
  const [name, setName] = useState(view.name);
  return (
    <form
      className="flex min-w-0 grow items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== view.name) onRename(name.trim());
        onDone();
      }}
    >
      <Input
        autoFocus
        aria-label={`Another name for ${view.name}`}
        maxLength={60}
        autoComplete="off"
        className="h-7"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button size="sm" type="submit" disabled={pending || name.trim() === ""}>
        Rename
      </Button>
    </form>
  );
}

function Removal({ view, pending, onRemove, onKeep }: ViewLineProps & { onKeep: () => void }) {
  const words = removalWords(view, useFormatNumber());
  return (
    <fieldset aria-label={`Remove ${view.name}?`} className="flex flex-wrap items-center gap-2 py-1 pl-9">
      <span className="grow text-ink-muted">{words}</span>
      <Button size="sm" autoFocus onClick={onKeep}>
        Keep it
      </Button>
      <Button size="sm" variant="danger" disabled={pending} onClick={onRemove}>
        Remove for everybody
      </Button>
    </fieldset>
  );
}
