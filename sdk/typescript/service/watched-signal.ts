import { getEventListeners } from "node:events";

const nativeAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted");

export interface WatchedSignal {
  readonly signal: AbortSignal;
  /** Fires the signal with `reason`; nothing when it has fired. */
  fire(reason: Error): void;
}

/**
 * An abort signal that knows whether anybody met it. `onMet` is called when it fires and somebody listens (also
 * `fetch` or a timer that it was given to), and when somebody reads `aborted` as true or is thrown at by
 * `throwIfAborted()`. It may be called several times.
 */
export function watchedSignal(onMet: () => void): WatchedSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = (): boolean => {
    const value: boolean = nativeAborted?.get?.call(signal);
    if (value) onMet();
    return value;
  };
  Object.defineProperty(signal, "aborted", { get: aborted });
  Object.defineProperty(signal, "throwIfAborted", {
    value: () => {
      if (aborted()) throw signal.reason;
    },
  });
  return {
    signal,
    fire: (reason) => {
      if (nativeAborted?.get?.call(signal)) return;
      if (getEventListeners(signal, "abort").length > 0) onMet();
      controller.abort(reason);
    },
  };
}
