import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";

const SHORT = { ...DEFAULT_POLICY, executionTimeout: 9, gracePeriod: 2, killWait: 1, maxAttempts: 3 };
/** A stop by this one is under way for longer than any lease. */
const PATIENT = { ...SHORT, gracePeriod: 40, killWait: 2, drainTime: 20, maxAttempts: 2 };
export const POLICIES = { short: SHORT, patient: PATIENT };
