import { shortId } from "#components/executions/short-id.ts";
import type { Crumb } from "#components/ui/breadcrumb.tsx";

const PLACES: Record<string, string> = {
  executions: "Executions",
  bulk: "Bulk",
  services: "Services",
  runners: "Runners",
  audit: "Audit",
  settings: "Settings",
  design: "Design",
};

/** Pages below Settings. */
const SETTINGS: Record<string, string> = { "api-keys": "API keys", webhooks: "Webhooks" };

/** Pages that stand below no other. */
const ALONE: Record<string, string> = {
  "/": "Overview",
  "/api/docs": "REST API",
  "/login": "A key for a program",
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The way to a page, from its path. The page itself has no link. */
export function crumbsOf(pathname: string): Crumb[] {
  if (pathname === "/new-service")
    return [{ label: "Services", href: "/services" }, { label: "New service" }];
  const alone = ALONE[pathname];
  if (alone) return [{ label: alone }];
  const parts = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  return parts.map((part, index) => {
    const label = labelOf(part, index, parts[0]);
    const href = `/${parts
      .slice(0, index + 1)
      .map(encodeURIComponent)
      .join("/")}`;
    return index === parts.length - 1 ? { label } : { label, href };
  });
}

function labelOf(part: string, index: number, place: string | undefined): string {
  if (index === 0) return PLACES[part] ?? part;
  if (ID.test(part)) return shortId(part);
  return (place === "settings" && SETTINGS[part]) || part;
}
