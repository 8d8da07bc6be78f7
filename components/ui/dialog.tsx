"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { cn } from "./class-names.ts";
import { useFocusReturn } from "./use-focus-return.ts";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export interface DialogContentProps extends Omit<ComponentProps<typeof Radix.Content>, "title"> {
  title: ReactNode;
  /** One or two sentences under the title; read out when the dialog opens. */
  description?: ReactNode;
  /** Buttons, the confirming one last. */
  footer?: ReactNode;
}

/**
 * A modal dialog: focus stays inside, Escape closes, focus goes back to where it came from. In a low window, as one that is
 * zoomed, all of it scrolls, else only what is between its title and its buttons.
 */
export function DialogContent({
  title,
  description,
  footer,
  className,
  children,
  onOpenAutoFocus,
  ...rest
}: DialogContentProps) {
  const described = description ? {} : { "aria-describedby": undefined };
  const focus = useFocusReturn();
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
      <Radix.Content
        {...described}
        {...rest}
        onOpenAutoFocus={(event) => {
          focus.onOpen();
          onOpenAutoFocus?.(event);
        }}
        onCloseAutoFocus={focus.onClose}
        className={cn(
          "fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[calc(100vw-1.5rem)] base:max-w-120 -translate-x-1/2 animate-appear flex-col rounded-lg border bg-raised shadow-raised focus:outline-none low:top-2 low:block low:max-h-[calc(100dvh-1rem)] low:overflow-y-auto",
          className,
        )}
      >
        <div className="px-4 pt-3.5 pr-12 pb-2">
          <Radix.Title className="text-base font-semibold break-words">{title}</Radix.Title>
          {description && (
            <Radix.Description className="mt-1 text-ink-muted">{description}</Radix.Description>
          )}
        </div>
        <div className="min-h-0 grow overflow-y-auto px-4 pb-4 low:overflow-y-visible">{children}</div>
        {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</div>}
        {/* Last, so that a dialog opens with the focus on its first field. */}
        <Radix.Close asChild>
          <IconButton label="Close" className="absolute top-2.5 right-2.5">
            <X />
          </IconButton>
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}
