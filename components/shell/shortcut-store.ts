import { createKeyReader, type ShortcutGroup } from "./key-reader.ts";

export interface ShortcutState {
  groups: readonly ShortcutGroup[];
  /** False when the person turned single keys off. */
  enabled: boolean;
}

export interface ShortcutStore {
  add: (group: ShortcutGroup) => () => void;
  listen: () => () => void;
  subscribe: (onChange: () => void) => () => void;
  read: () => ShortcutState;
  setEnabled: (enabled: boolean) => void;
}

const REMEMBERED = "curfew.shortcuts";

/** Which shortcuts work on this page. */
export function createShortcutStore(): ShortcutStore {
  const listeners = new Set<() => void>();
  let state: ShortcutState = { groups: [], enabled: true };
  const change = (next: Partial<ShortcutState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  return {
    read: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    add(group) {
      change({ groups: [...state.groups, group] });
      return () => change({ groups: state.groups.filter((other) => other !== group) });
    },
    listen() {
      change({ enabled: localStorage.getItem(REMEMBERED) !== "off" });
      const read = createKeyReader(
        () => state.groups.flatMap((group) => group.shortcuts),
        () => state.enabled,
      );
      window.addEventListener("keydown", read);
      return () => window.removeEventListener("keydown", read);
    },
    setEnabled(enabled) {
      localStorage.setItem(REMEMBERED, enabled ? "on" : "off");
      change({ enabled });
    },
  };
}
