import { quote } from "#server/domain/query/tokens.ts";

/** The address of the list of those that fit. */
export function executionsHref(where: string): string {
  return `/executions?q=${encodeURIComponent(where)}`;
}

/** The address of the list of those with a label, which is printed as `key=value`. */
export function labelHref(label: string): string {
  const at = label.indexOf("=");
  return executionsHref(`label.${label.slice(0, at)}=${quote(label.slice(at + 1))}`);
}
