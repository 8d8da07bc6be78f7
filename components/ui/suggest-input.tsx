// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus, and says which option is marked
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field has the keys
"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from "react";
import { cn } from "./class-names.ts";

export interface SuggestedText {
  /** What the field holds after it is chosen. */
  text: string;
  /** What is shown. */
  label: string;
  hint: string;
}

export interface SuggestInputProps<S extends SuggestedText>
  extends Omit<ComponentProps<"input">, "value" | "onChange" | "onSelect" | "onSubmit"> {
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly S[];
  /** One was chosen; what it makes of the field is up to the caller. */
  onPick: (suggestion: S) => void;
  /** Enter, with no suggestion marked. */
  onSubmit: () => void;
  /** What the list is called by screen readers. */
  listLabel: string;
  /** The list waits for typing or an arrow key. */
  opensLate?: boolean;
  /** Of what is shown of each. */
  optionClassName?: string;
}

/** One line of text with suggestions below it, as the keyboard and screen readers expect of a combobox. */
export function SuggestInput<S extends SuggestedText>(props: SuggestInputProps<S>) {
  const { value, onChange, suggestions, onPick, onSubmit, listLabel, opensLate, ...others } = props;
  const { className, optionClassName = "font-mono text-xs", ...rest } = others;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const shown = open && suggestions.length > 0;
  useEffect(() => {
    // The focus stays in the field: nothing else brings what is marked into view.
    if (shown && marked >= 0)
      document.getElementById(`${id}-${marked}`)?.scrollIntoView({ block: "nearest" });
  }, [id, shown, marked]);
  const pick = (suggestion: S) => {
    setMarked(-1);
    if (opensLate) setOpen(false);
    onPick(suggestion);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = shown ? suggestions[marked] : undefined;
    const step = STEPS[event.key];
    if (step && suggestions.length > 0) {
      setOpen(true);
      setMarked((marked + step + suggestions.length + (marked < 0 && step < 0 ? 1 : 0)) % suggestions.length);
    } else if (event.key === "Enter" && chosen) pick(chosen);
    else if (event.key === "Tab" && chosen && !event.shiftKey) pick(chosen);
    else if (event.key === "Enter") {
      setOpen(false);
      onSubmit();
    } else if (event.key === "Escape" && shown) setOpen(false);
    else return rest.onKeyDown?.(event);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative min-w-0 grow basis-32">
      <input
        {...rest}
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && marked >= 0 ? `${id}-${marked}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          setOpen(true);
          setMarked(-1);
          onChange(event.target.value);
        }}
        onFocus={() => setOpen(!opensLate)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className={className}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={listLabel}
        hidden={!shown}
        className="absolute top-full left-0 z-40 mt-1 max-h-72 w-full max-w-96 min-w-56 overflow-y-auto rounded-md border bg-raised p-1 shadow-raised"
      >
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.label}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            // The field must keep the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(suggestion)}
            className={cn(
              "flex cursor-default items-baseline justify-between gap-4 rounded-sm px-2 py-1 hover:bg-hover",
              index === marked && "bg-hover",
            )}
          >
            <span className={cn("truncate", optionClassName)}>{suggestion.label}</span>
            <span className="shrink-0 text-xs text-ink-faint">{suggestion.hint}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
