"use client";

import { Braces, CircleUser, Keyboard, LogOut } from "lucide-react";
import Link from "next/link";
import { IconButton } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { ThemeChoice } from "./theme-menu.tsx";
import { TimeChoice } from "./time-menu.tsx";

export interface AccountMenuProps {
  /** Who is signed in; null while it is not known yet. */
  actor: string | null;
  onSignOut: () => void;
  onHelp: () => void;
}

/** Who is signed in, the look, how moments are shown, the help and the way out. */
export function AccountMenu({ actor, onSignOut, onHelp }: AccountMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="Account and look" size="icon">
          <CircleUser />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          Signed in as
          <span className="block text-sm text-ink">{actor ?? "…"}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <ThemeChoice />
        <DropdownMenuSeparator />
        <TimeChoice />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onHelp}>
          <Keyboard aria-hidden /> Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/api/docs">
            <Braces aria-hidden /> REST API
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onSignOut}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
