import { BaseServiceRunner } from "../service/base-service-runner.ts";
import type { ExecutionContext } from "../service/execution-context.ts";
import type { StopReason } from "../service/execution-terminated.ts";

export type ServiceFunction = (input: Record<string, unknown>, context: ExecutionContext) => unknown;
export type ServiceClass = new () => Record<string, ServiceFunction>;

const OWN_NAMES = new Set(Object.getOwnPropertyNames(BaseServiceRunner.prototype));

/** The class that a service's module exports by this name, or as its default under this name. Throws when none. */
export function findServiceClass(module: Record<string, unknown>, className: string): ServiceClass {
  const byDefault = module.default;
  const found =
    module[className] ??
    (typeof byDefault === "function" && byDefault.name === className ? byDefault : undefined);
  if (typeof found !== "function") {
    const exported = Object.keys(module).join(", ") || "nothing";
    throw new Error(`the service exports no class ${className}; it exports ${exported}`);
  }
  if (functionNames(found as ServiceClass).length === 0) {
    throw new Error(`class ${className} has no public method`);
  }
  return found as ServiceClass;
}

/** Methods of the class and of what it extends, without BaseServiceRunner's and those that start with `_`. */
export function functionNames(serviceClass: ServiceClass): string[] {
  const names = new Set<string>();
  for (
    let prototype: object | null = serviceClass.prototype;
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === "function" && !name.startsWith("_") && !OWN_NAMES.has(name)) names.add(name);
    }
  }
  return [...names].sort();
}

/** What the service wants called at a stop for this reason; null when it overrides no hook for it. */
export function stopHook(service: object, reason: StopReason): (() => unknown) | null {
  const hooks = service as BaseServiceRunner;
  const base = basePrototype(service) as BaseServiceRunner;
  const hears = hooks.onTerminate !== base.onTerminate;
  if (reason !== "timeout") return hears ? () => hooks.onTerminate(reason) : null;
  return hears || hooks.onTimeout !== base.onTimeout ? () => hooks.onTimeout() : null;
}

/** What the service wants kept before a stop that asks to save first; null when it does not override that. */
export function saveHook(service: object): (() => unknown) | null {
  const hooks = service as BaseServiceRunner;
  const base = basePrototype(service) as BaseServiceRunner;
  return hooks.onSave && hooks.onSave !== base.onSave ? () => hooks.onSave() : null;
}

/** That of BaseServiceRunner, of whichever copy: host and service are bundled apart. */
function basePrototype(service: object): object {
  const prototype: object | null = Object.getPrototypeOf(service);
  return prototype === null || prototype === Object.prototype ? service : basePrototype(prototype);
}
