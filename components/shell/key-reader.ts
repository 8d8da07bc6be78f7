export interface Shortcut {
  /**
   * A key as `KeyboardEvent.key` names it, two with a space between (`g e`), or one held with Ctrl or ⌘: `Mod k`. Null for
   * what the palette alone offers.
   */
  keys: string | null;
  label: string;
  run: () => void;
}

/** Shortcuts that belong together in the help sheet. */
export interface ShortcutGroup {
  title: string;
  /** The palette offers them: not what moves along rows, which is nothing to look for by name. */
  byName: boolean;
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
    if (shortcuts.some(({ keys }) => keys?.startsWith(`${press.key} `))) {
      first = press;
      return null;
    }
    return shortcuts.findLast(({ keys }) => keys === press.key) ?? null;
  };
}

/** What is held with Ctrl or ⌘ writes no text, so that it works in fields too. */
function runHeld(event: KeyboardEvent, shortcuts: readonly Shortcut[]): void {
  const found = shortcuts.find(({ keys }) => keys === `Mod ${event.key.toLowerCase()}`);
  if (!found || event.shiftKey || isAsked()) return;
  event.preventDefault();
  found.run();
}

/** A menu or a dialog is open. */
function isAsked(): boolean {
  const open = '[role="dialog"][data-state="open"], [role="menu"][data-state="open"]';
  return document.querySelector(open) !== null;
}

/** What is typed into; ticks, choices and sliders leave letters alone. */
const TEXTS = "textarea, select, input:not([type=checkbox], [type=radio], [type=range])";

/** True when the keys belong to something else: a text, a menu or a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (isAsked()) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest(TEXTS) !== null;
}

/** What listens to `keydown`. `singleKeys` is false for people who write by speech: only what is held acts then. */
export function createKeyReader(
  shortcuts: () => readonly Shortcut[],
  singleKeys: () => boolean,
): (event: KeyboardEvent) => void {
  const match = createKeyMatcher();
  return (event) => {
    if (event.altKey || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey) return runHeld(event, shortcuts());
    if (!singleKeys() || isTyping(event.target)) return;
    const found = match(event, shortcuts());
    if (!found) return;
    // Enter and space on a focused control are that control's.
    if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.closest("a, button"))
      return;
    event.preventDefault();
    found.run();
  };
}
