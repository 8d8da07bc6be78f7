import { Execution } from "./execution.ts";

interface Binding {
  /** The execution that the service object under construction belongs to. */
  execution: Execution | null;
  /** Set by a host that runs several executions: whose call this is, also after an `await` or in a timer. */
  running: () => Execution | null;
}

const KEY = Symbol.for("curfew.execution-binding");
const shared = globalThis as { [KEY]?: Binding };

// On globalThis, since the host and the bundled service each hold a copy of this module.
shared[KEY] ??= { execution: null, running: () => null };
const binding: Binding = shared[KEY];

/** Runs `construct`; what extends BaseServiceRunner and is made in it belongs to `execution`. */
export function bindExecution<T>(execution: Execution, construct: () => T): T {
  binding.execution = execution;
  try {
    return construct();
  } finally {
    binding.execution = null;
  }
}

/** What is made without `bindExecution` belongs to the execution that `running` names. */
export function inheritExecution(running: () => Execution | null): void {
  binding.running = running;
}

/** Whose call this is, in a host that runs several; null in any other. */
export function runningExecution(): Execution | null {
  return binding.running();
}

export function boundExecution(): Execution {
  return binding.execution ?? binding.running() ?? localExecution();
}

/** For a service that runs outside Curfew, in a test or a shell: nobody stops it and nobody listens. */
function localExecution(): Execution {
  const context = {
    executionId: `local-${process.pid}`,
    attempt: 1,
    maxAttempts: null,
    deadline: null,
    savedState: null,
    service: "",
    revision: null,
  };
  const nothing = () => {};
  return new Execution(context, {
    flags: new Int32Array(1),
    report: nothing,
    reportProgress: nothing,
    save: nothing,
    extend: null,
  });
}
