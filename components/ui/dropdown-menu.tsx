"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentProps, createContext, type RefObject, use, useRef } from "react";
import { cn } from "./class-names.ts";

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

const item =
  "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 base:[&_svg]:text-ink-faint";

/** What was chosen, until the menu has closed. */
const ChosenContext = createContext<RefObject<(() => void) | null> | null>(null);

export function DropdownMenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Radix.Portal>
      <ChosenContext value={chosen}>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          {...rest}
          // Once the focus is back at the menu's button: a dialog that is opened now gives it back there too.
          onCloseAutoFocus={() => {
            const run = chosen.current;
            chosen.current = null;
            if (run) queueMicrotask(run);
          }}
          className={cn(
            "z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-44 animate-appear overflow-y-auto rounded-md border bg-raised p-1 shadow-raised",
            className,
          )}
        />
      </ChosenContext>
    </Radix.Portal>
  );
}

export interface DropdownMenuItemProps extends Omit<ComponentProps<typeof Radix.Item>, "onSelect"> {
  /** Red: for what can't be undone, below a separator. */
  danger?: boolean;
  /** Called when the menu has closed. */
  onSelect?: () => void;
}

export function DropdownMenuItem({ danger, className, onSelect, ...rest }: DropdownMenuItemProps) {
  const chosen = use(ChosenContext);
  return (
    <Radix.Item
      {...rest}
      onSelect={() => {
        if (chosen && onSelect) chosen.current = onSelect;
      }}
      className={cn(item, danger && "text-bad [&_svg]:text-bad", className)}
    />
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={cn(item, "pl-7 relative", className)}>
      <Radix.ItemIndicator className="absolute left-1.5">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

/** A choice of several: the menu stays open. */
export function DropdownMenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      onSelect={(event) => event.preventDefault()}
      {...rest}
      className={cn(item, "relative pl-7", className)}
    >
      <Radix.ItemIndicator className="absolute left-1.5">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function DropdownMenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...rest} className={cn("px-2 py-1 text-xs text-ink-faint", className)} />;
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
