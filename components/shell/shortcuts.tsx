"use client";

import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import { createShortcutStore, type ShortcutStore } from "./shortcut-store.ts";

const StoreContext = createContext<ShortcutStore | null>(null);

/** Listens to the keyboard for everything below it. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createShortcutStore);
  useEffect(() => store.listen(), [store]);
  return <StoreContext value={store}>{children}</StoreContext>;
}

function useStore(): ShortcutStore {
  const store = use(StoreContext);
  if (!store) throw new Error("shortcuts need a ShortcutProvider above them");
  return store;
}

/** The shortcuts that work now, in groups, and whether they are turned on at all. */
export function useShortcutList() {
  const store = useStore();
  const state = useSyncExternalStore(store.subscribe, store.read, store.read);
  return { ...state, setEnabled: store.setEnabled };
}

export interface ShortcutDefinition {
  /** A key, or two with a space between: `g e`. */
  keys: string;
  label: string;
}

interface ShortcutOptions {
  /** False where keys move along rows: the palette does not offer that. */
  byName?: boolean;
}

/**
 * Makes shortcuts work while the calling component is on the page. `definitions` must be the same object in every
 * render; `run` gets the keys that were pressed.
 */
export function useShortcuts(
  title: string,
  definitions: readonly ShortcutDefinition[],
  run: (keys: string) => void,
  { byName = true }: ShortcutOptions = {},
): void {
  const store = useStore();
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (definitions.length === 0) return;
    const shortcuts = definitions.map(({ keys, label }) => ({ keys, label, run: () => latest(keys) }));
    return store.add({ title, byName, shortcuts });
  }, [store, title, definitions, byName]);
}

/** Offers by name, in the palette, what the calling component can do now and has no key: of each name, what it does. */
export function useCommands(title: string, acts: Readonly<Record<string, () => void>>): void {
  const store = useStore();
  const labels = Object.keys(acts).join("\n");
  const latest = useEffectEvent((label: string) => acts[label]?.());
  useEffect(() => {
    if (labels === "") return;
    const shortcuts = labels.split("\n").map((label) => ({ keys: null, label, run: () => latest(label) }));
    return store.add({ title, byName: true, shortcuts });
  }, [store, title, labels]);
}
