"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { BulkKind } from "#server/domain/bulk.ts";
import { KIND_WORDS } from "./bulk-words.ts";

const HARMLESS: readonly BulkKind[] = ["rerun", "extend", "label"];

/** What can be done to all that fit, also to those that are not loaded. */
export function BulkMenu({ onAsk }: { onAsk: (kind: BulkKind) => void }) {
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button className="border-line-strong font-normal">
          All that fit <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>Also those that are not loaded</DropdownMenuLabel>
        {HARMLESS.map((kind) => (
          <DropdownMenuItem key={kind} onSelect={() => onAsk(kind)}>
            {KIND_WORDS[kind].verb}…
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem asChild>
          <Link href="/bulk">What was done before</Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem danger onSelect={() => onAsk("terminate")}>
          {KIND_WORDS.terminate.verb}…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
