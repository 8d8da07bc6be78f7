/** Write services that Curfew can watch, stop at checkpoints, time-box and recover. */
export { BaseServiceRunner } from "./service/base-service-runner.ts";
export type { ExecutionContext } from "./service/execution-context.ts";
export { ExecutionTerminated, type StopReason } from "./service/execution-terminated.ts";
export { ExtensionRefused } from "./service/extension-refused.ts";
export type { Progress } from "./service/progress.ts";
