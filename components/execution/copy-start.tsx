"use client";

import { ClipboardCopy } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { SNIPPET_LABELS, SNIPPETS, type Snippet, startSnippet } from "./start-snippets.ts";

/** Gives the program that starts the same again, to be pasted elsewhere. */
export function CopyStart({ execution }: { execution: ExecutionDetail }) {
  const copy = async (kind: Snippet) => {
    const copied = await copyText(startSnippet(kind, execution, window.location.origin));
    if (copied)
      toast(`Copied as ${SNIPPET_LABELS[kind]}`, { description: "It takes the key from CURFEW_TOKEN." });
    else toast.error("The browser did not let it be copied.");
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <ClipboardCopy aria-hidden /> Copy as
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {SNIPPETS.map((kind) => (
          <DropdownMenuItem key={kind} onSelect={() => void copy(kind)}>
            {SNIPPET_LABELS[kind]}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
