import type { ExternalToast } from "sonner";

interface Toast {
  kind: "message" | "error";
  title: string;
  options?: ExternalToast;
}

/** What was said before anybody was there to show it. */
const waiting: Toast[] = [];
let show: ((toast: Toast) => void) | null = null;
let needShow: (() => void) | null = null;

function say(toast: Toast): void {
  if (show) {
    show(toast);
    return;
  }
  waiting.push(toast);
  needShow?.();
}

/** Says something in the corner for 5 s: what was asked or done, never more than is proven. */
export function toast(title: string, options?: ExternalToast): void {
  say({ kind: "message", title, options });
}

toast.error = (title: string, options?: ExternalToast): void => say({ kind: "error", title, options });

/** Told of each toast that nobody shows; returns what ends that. */
export function onToast(tell: () => void): () => void {
  needShow = tell;
  if (waiting.length > 0) tell();
  return () => {
    needShow = null;
  };
}

/** Shows what waits, and from now on what is said; returns what ends that. */
export function showToasts(by: (toast: Toast) => void): () => void {
  show = by;
  for (const toast of waiting.splice(0)) by(toast);
  return () => {
    show = null;
  };
}
