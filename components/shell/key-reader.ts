export interface Shortcut {
  /** A key as `KeyboardEvent.key` names it, or two with a space between: `g e`. */
  keys: string;
  label: string;
  run: (event: KeyboardEvent) => void;
}

/** Shortcuts that belong together in the help sheet. */
export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

/** The second key of a pair must come within this many milliseconds. */
const PAIR_MS = 1_500;

type Press = Pick<KeyboardEvent, "key" | "timeStamp">;

/** Finds the shortcut that a press completes. Remembers the first key of a pair. */
export function createKeyMatcher(): (press: Press, shortcuts: readonly Shortcut[]) => Shortcut | null {
  let first: Press | null = null;
  return (press, shortcuts) => {
    const before = first && press.timeStamp - first.timeStamp <= PAIR_MS ? first.key : null;
    first = null;
    const pair =
      before === null ? undefined : shortcuts.find(({ keys }) => keys === `${before} ${press.key}`);
    if (pair) return pair;
    if (shortcuts.some(({ keys }) => keys.startsWith(`${press.key} `))) {
      first = press;
      return null;
    }
    return shortcuts.findLast(({ keys }) => keys === press.key) ?? null;
  };
}

/** True when the keys belong to something else: a text, a menu or a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]'))
    return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select") !== null;
}

/** What listens to `keydown`. */
export function createKeyReader(shortcuts: () => readonly Shortcut[]): (event: KeyboardEvent) => void {
  const match = createKeyMatcher();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target))
      return;
    const found = match(event, shortcuts());
    if (!found) return;
    // Enter and space on a focused control are that control's.
    if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.closest("a, button"))
      return;
    event.preventDefault();
    found.run(event);
  };
}
