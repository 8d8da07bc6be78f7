/** What an attempt gave after it had been given up, the first of it: kept, and without any effect. */
export interface LateResult {
  attempt: number;
  at: Date;
  output: unknown;
  error: { type: string; message: string; stack?: string } | null;
}
