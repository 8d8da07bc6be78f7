import { type ColumnChoice, isDefault, printColumns } from "./columns.ts";

export const COLUMN_COOKIE = "curfew-columns";
const YEAR_SECONDS = 31_536_000;

/** In a cookie, so that the server draws the list as it was left. */
export function rememberColumns(choice: ColumnChoice): void {
  const age = isDefault(choice) ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the newer API is not in every browser
  document.cookie = `${COLUMN_COOKIE}=${printColumns(choice)}; path=/; max-age=${age}; samesite=lax`;
}
