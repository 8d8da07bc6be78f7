import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";
import { cn } from "./class-names.ts";

export interface Crumb {
  label: string;
  /** Left out on the page itself. */
  href?: string;
}

/** The way to this page; on a narrow screen, the last step of it. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {crumbs.map((crumb, index) => (
          <Fragment key={`${crumb.label}${crumb.href ?? ""}`}>
            {index > 0 && (
              <li aria-hidden className={cn("text-ink-faint", index < crumbs.length - 1 && "max-sm:hidden")}>
                <ChevronRight className="size-3.5" />
              </li>
            )}
            <li className={cn("truncate", index < crumbs.length - 2 && "max-sm:hidden")}>
              {crumb.href ? (
                <Link href={crumb.href} className="text-ink-muted hover:text-ink hover:underline">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page">{crumb.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
