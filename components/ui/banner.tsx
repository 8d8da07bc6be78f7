import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

const KINDS = {
  info: { icon: Info, classes: "border-line bg-surface text-ink", iconClass: "text-ink-faint" },
  warning: {
    icon: TriangleAlert,
    classes: "border-stopping/40 bg-stopping/8 text-ink",
    iconClass: "text-stopping",
  },
  error: { icon: CircleAlert, classes: "border-failed/40 bg-failed/8 text-ink", iconClass: "text-failed" },
} as const;

export interface BannerProps {
  kind?: keyof typeof KINDS;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A notice that stays as long as what it says is true. */
export function Banner({ kind = "info", action, className, children }: BannerProps) {
  const { icon: Icon, classes, iconClass } = KINDS[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={cn("flex items-start gap-2 rounded-md border px-3 py-2", classes, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", iconClass)} />
      <div className="min-w-0 grow break-words">{children}</div>
      {action}
    </div>
  );
}
