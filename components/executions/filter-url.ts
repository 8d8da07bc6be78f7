import { createLoader, parseAsString } from "nuqs/server";
import { type ExecutionQuery, NO_QUERY } from "#server/domain/query/execution-query.ts";
import { parseQuery } from "#server/domain/query/parse-query.ts";
import { quote } from "#server/domain/query/tokens.ts";
import { executionsHref } from "./filter-href.ts";

/** The URL holds the filter as it is typed, and the id of the saved view whose columns are shown. */
export const FILTER_PARSERS = { q: parseAsString.withDefault(""), view: parseAsString };

/** Reads the filter on the server. */
export const loadFilterText = createLoader(FILTER_PARSERS);

/** What the address says, and why it can't be read when it can't. */
export interface UrlFilter {
  query: ExecutionQuery;
  /** As it stands in the address. */
  text: string;
  fault: string | null;
}

export function readFilter(text: string): UrlFilter {
  const parsed = parseQuery(text);
  if ("query" in parsed) return { query: parsed.query, text, fault: null };
  return { query: NO_QUERY, text, fault: parsed.fault.message };
}

type SearchParams = Record<string, string | string[] | undefined>;
const OTHER_NAMES = { service: "service", status: "status", since: "newer" } as const;

/** Where an address with a parameter for each filter leads; null when it has none. */
export function rewrittenHref(params: SearchParams): string | null {
  const words = Object.entries(OTHER_NAMES).flatMap(([param, field]) => {
    const value = [params[param] ?? []].flat().join(",");
    return value === ""
      ? []
      : [
          `${field}:${value
            .split(",")
            .map((one) => quote(one))
            .join(",")}`,
        ];
  });
  if (words.length === 0) return null;
  return executionsHref([[params.q ?? []].flat().join(" "), ...words].filter(Boolean).join(" "));
}
