import { getEventListeners } from "node:events";

const nativeAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted");

export interface WatchedSignal {
  readonly signal: AbortSignal;
  /** Fires the signal if somebody listens and there is a stop to meet. */
  fireIfHeard(): void;
  /** Somebody listens to it. */
  isHeard(): boolean;
}

/**
 * An abort signal that knows whether anybody meets it: it fires when it is told to and somebody listens (also `fetch`
 * or a timer that it was given to), and when somebody reads `aborted` or calls `throwIfAborted()`. `meet` is asked
 * first, and gives the reason; null when there is no stop, so that one that nobody met can be withdrawn.
 */
export function watchedSignal(meet: () => Error | null): WatchedSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = (): boolean => {
    if (nativeAborted?.get?.call(signal)) return true;
    const reason = meet();
    if (reason) controller.abort(reason);
    return reason !== null;
  };
  Object.defineProperty(signal, "aborted", { get: aborted });
  Object.defineProperty(signal, "throwIfAborted", {
    value: () => {
      if (aborted()) throw signal.reason;
    },
  });
  const isHeard = () => getEventListeners(signal, "abort").length > 0;
  return {
    signal,
    isHeard,
    fireIfHeard: () => {
      if (isHeard()) aborted();
    },
  };
}
