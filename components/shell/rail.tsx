"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { IconButton } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { Mark } from "./mark.tsx";
import { PLACES, type Place } from "./navigation.ts";

export interface RailProps {
  collapsed: boolean;
  onCollapsedChange: (collapsed: boolean) => void;
}

/** The pages: at the left, or at the bottom of a narrow screen. */
export function Rail({ collapsed, onCollapsedChange }: RailProps) {
  const pathname = usePathname();
  return (
    <div
      className={cn(
        "flex shrink-0 border-t bg-surface max-sm:order-last sm:flex-col sm:overflow-y-auto sm:border-t-0 sm:border-r",
        collapsed ? "sm:w-12" : "sm:w-44",
      )}
    >
      <Link
        href="/"
        aria-label="Curfew, overview"
        className="flex h-12 items-center gap-2 px-3.5 text-base font-semibold tracking-tight max-sm:hidden"
      >
        <Mark /> {!collapsed && "Curfew"}
      </Link>
      <nav aria-label="Pages" className="min-w-0 grow py-1 max-sm:px-0.5 sm:px-1.5">
        <ul className="flex max-sm:justify-between sm:flex-col sm:gap-0.5">
          {PLACES.map((place) => (
            <li key={place.href} className="max-sm:min-w-0">
              <RailLink place={place} current={isWithin(pathname, place.href)} collapsed={collapsed} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="p-1.5 max-sm:hidden">
        <IconButton
          label={collapsed ? "Widen the rail" : "Narrow the rail"}
          size="icon"
          aria-expanded={!collapsed}
          onClick={() => onCollapsedChange(!collapsed)}
        >
          {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
        </IconButton>
      </div>
    </div>
  );
}

function RailLink({ place, current, collapsed }: { place: Place; current: boolean; collapsed: boolean }) {
  const Icon = place.icon;
  return (
    <Tooltip content={collapsed ? place.label : null} side="right">
      <Link
        href={place.href}
        aria-current={current ? "page" : undefined}
        className={cn(
          "flex h-9 items-center gap-2.5 rounded-md px-2.5 max-sm:h-11 max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:px-0.5 max-sm:text-xs max-sm:whitespace-nowrap sm:h-8",
          current ? "bg-selected font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
        )}
      >
        <Icon aria-hidden className={cn("size-4 shrink-0", current && "text-accent")} />
        <span className={cn("max-sm:max-w-full max-sm:truncate", collapsed && "sm:sr-only")}>
          {place.label}
        </span>
      </Link>
    </Tooltip>
  );
}

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));
}
