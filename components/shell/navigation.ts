import { Boxes, Gauge, ListTree, type LucideIcon, ScrollText, Server, Settings } from "lucide-react";

export interface Place {
  label: string;
  href: string;
  icon: LucideIcon;
  /** Goes there: `g`, then this key. */
  key: string;
}

/** The pages in the rail. */
export const PLACES: readonly Place[] = [
  { label: "Overview", href: "/", icon: Gauge, key: "o" },
  { label: "Executions", href: "/executions", icon: ListTree, key: "e" },
  { label: "Services", href: "/services", icon: Boxes, key: "s" },
  { label: "Runners", href: "/runners", icon: Server, key: "r" },
  { label: "Audit", href: "/audit", icon: ScrollText, key: "a" },
  { label: "Settings", href: "/settings", icon: Settings, key: "t" },
];
