/** Ctrl-C, `kill` and a closed terminal. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface StopRequests {
  /** Aborted by the first request. */
  stop: AbortSignal;
  /** Aborted by the second: don't wait any longer. */
  hurry: AbortSignal;
  /** Lets signals have their usual effect again. */
  forget(): void;
}

/** npm passes on the Ctrl-C that the terminal has sent to this process already: the same one, told twice. */
const ECHO_MS = 500;

/** Counts the requests to stop that reach this process from now on. */
export function listenForStop(monotonic: () => number): StopRequests {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstAt = 0;
  const onSignal = () => {
    if (!stop.signal.aborted) {
      firstAt = monotonic();
      stop.abort(new Error("asked to stop"));
    } else if (monotonic() - firstAt > ECHO_MS) {
      hurry.abort(new Error("asked to stop twice"));
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    forget() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
