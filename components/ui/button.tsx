import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md base:font-medium whitespace-nowrap select-none transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "base:bg-accent base:text-accent-ink hover:bg-accent/90",
        plain: "border base:border-line base:bg-canvas base:text-ink hover:border-line-strong hover:bg-hover",
        ghost: "base:text-ink-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover",
        danger: "base:bg-danger base:text-danger-ink hover:bg-danger/90",
        "danger-quiet":
          "border base:border-bad/50 base:bg-canvas base:text-bad hover:border-bad hover:bg-hover",
      },
      size: {
        sm: "h-7 px-2 text-xs",
        md: "h-8 px-3 text-sm",
        icon: "size-8",
        "icon-sm": "size-7",
      },
    },
    defaultVariants: { variant: "plain", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Gives the look to the only child, for instance a link. */
  asChild?: boolean;
  /** Something is under way: shows a spinner and takes no click. */
  pending?: boolean;
}

/** A button is a verb. `danger` only on the button that confirms, `danger-quiet` on one beside it. */
export function Button({
  variant,
  size,
  asChild,
  pending,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = cn(button({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...rest}
    >
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "aria-label"> {
  /** Read to screen readers and shown as the tooltip. */
  label: string;
  children: ReactNode;
}

/** A button that shows only an icon, named by a tooltip. */
export function IconButton({
  label,
  size = "icon-sm",
  variant = "ghost",
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <Button aria-label={label} size={size} variant={variant} {...rest}>
        {children}
      </Button>
    </Tooltip>
  );
}
