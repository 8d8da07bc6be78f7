import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Of two Tailwind classes that set the same thing it is not said which one wins: what a component leaves to
 * its users is marked `base:`, and yields to any other.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
