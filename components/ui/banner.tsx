import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

const KINDS = {
  info: { icon: Info, classes: "border-line bg-surface text-ink", iconClass: "text-ink-faint" },
  warning: {
    icon: TriangleAlert,
    classes: "border-warning/40 bg-warning/8 text-ink",
    iconClass: "text-warning",
  },
  error: { icon: CircleAlert, classes: "border-bad/40 bg-bad/8 text-ink", iconClass: "text-bad" },
} as const;

/** How it is read out when it comes: at once, when whoever listens is idle, or only where they come across it. */
const ROLES = { now: "alert", politely: "status", never: "note" } as const;

export interface BannerProps {
  kind?: keyof typeof KINDS;
  /** An error is read out at once, as the answer to what somebody did; one that came by itself should say `politely`. */
  read?: keyof typeof ROLES;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A notice that stays as long as what it says is true. */
export function Banner(props: BannerProps) {
  const { kind = "info", read = kind === "error" ? "now" : "politely", action, className, children } = props;
  const { icon: Icon, classes, iconClass } = KINDS[kind];
  return (
    <div
      role={ROLES[read]}
      className={cn("flex items-start gap-2 rounded-md border px-3 py-2", classes, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", iconClass)} />
      <div className="flex min-w-0 grow flex-wrap items-start gap-2">
        <div className="min-w-0 grow basis-40 break-words">{children}</div>
        {action}
      </div>
    </div>
  );
}
