import { API_KEY_ROUTES } from "./api-key-routes.ts";
import { BULK_ROUTES } from "./bulk-routes.ts";
import { EXECUTION_ROUTES } from "./execution-routes.ts";
import { OTHER_ROUTES } from "./other-routes.ts";
import { OVERVIEW_ROUTES } from "./overview-routes.ts";
import type { Route } from "./route.ts";
import { SERVICE_ROUTES } from "./service-routes.ts";
import { SETTINGS_ROUTES } from "./settings-routes.ts";
import { WEBHOOK_ROUTES } from "./webhook-routes.ts";

/** The whole REST API but for what needs no key: `/health` and `/openapi.json`. */
export const ROUTES: Route[] = [
  ...EXECUTION_ROUTES,
  ...BULK_ROUTES,
  ...SERVICE_ROUTES,
  ...API_KEY_ROUTES,
  ...OVERVIEW_ROUTES,
  ...SETTINGS_ROUTES,
  ...WEBHOOK_ROUTES,
  ...OTHER_ROUTES,
];

export interface Match {
  route: Route;
  /** The values of the names in braces. */
  values: Record<string, string>;
}

/** The routes of this path below /api/v1, whatever their method. A plain name comes before one in braces. */
export function routesAt(path: string): Match[] {
  const segments = decoded(path);
  if (!segments) return [];
  const matches = ROUTES.flatMap((route) => {
    const values = valuesOf(route.path.slice(1).split("/"), segments);
    return values ? [{ route, values }] : [];
  });
  const plain = matches.filter(({ values }) => Object.keys(values).length === 0);
  return plain.length > 0 ? plain : matches;
}

/** Null where the path is no text. */
function decoded(path: string): string[] | null {
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return null;
  }
}

function valuesOf(pattern: string[], segments: string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const values: Record<string, string> = {};
  for (const [place, part] of pattern.entries()) {
    const segment = segments[place] as string;
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name) values[name] = segment;
    else if (part !== segment) return null;
  }
  return values;
}
