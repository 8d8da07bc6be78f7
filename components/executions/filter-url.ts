import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral, type UrlKeys } from "nuqs/server";
import { NO_FILTERS, STATUS_FILTERS, TIME_RANGES } from "./filters.ts";

/** How the URL spells the filters. What it says wrongly is left out. */
export const FILTER_PARSERS = {
  statuses: parseAsArrayOf(parseAsStringLiteral(STATUS_FILTERS)).withDefault(NO_FILTERS.statuses),
  services: parseAsArrayOf(parseAsString).withDefault(NO_FILTERS.services),
  range: parseAsStringLiteral(TIME_RANGES),
  text: parseAsString.withDefault(""),
};

/** Short names, since people read and paste them. */
export const FILTER_KEYS: UrlKeys<typeof FILTER_PARSERS> = {
  statuses: "status",
  services: "service",
  range: "since",
  text: "q",
};

/** Reads the filters on the server. */
export const loadFilters = createLoader(FILTER_PARSERS, { urlKeys: FILTER_KEYS });
