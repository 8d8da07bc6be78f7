import type { Shortcut, ShortcutGroup } from "./key-reader.ts";

/** Groups of one title, from several parts of a page, as one; what `wanted` leaves empty is left out. */
export function groupsOf(
  groups: readonly ShortcutGroup[],
  wanted: (shortcut: Shortcut, group: ShortcutGroup) => boolean,
): { title: string; shortcuts: Shortcut[] }[] {
  const merged = new Map<string, Shortcut[]>();
  for (const group of groups) {
    const found = group.shortcuts.filter((shortcut) => wanted(shortcut, group));
    if (found.length > 0) merged.set(group.title, [...(merged.get(group.title) ?? []), ...found]);
  }
  return [...merged].map(([title, shortcuts]) => ({ title, shortcuts }));
}
