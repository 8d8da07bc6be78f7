-- NOT VALID: what is written from now on is checked, and no table with millions of rows is read whole under a lock. Rows
-- that are there were written through the same types.
CREATE TABLE "late_results" (
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"output" jsonb,
	"error" jsonb,
	CONSTRAINT "late_results_pkey" PRIMARY KEY("execution_id","attempt")
);
--> statement-breakpoint
ALTER TABLE "late_results" ADD CONSTRAINT "late_results_attempt_fkey" FOREIGN KEY ("execution_id","attempt") REFERENCES "public"."attempts"("execution_id","attempt") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_outcome_known" CHECK ("attempts"."outcome" in ('success','failed','terminated','rerun')) NOT VALID;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_reason_known" CHECK ("attempts"."reason" in ('error','timeout','terminated','reset','lost','stalled','out-of-memory','queue-timeout','max-attempts')) NOT VALID;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_reason_known" CHECK ("executions"."reason" in ('error','timeout','terminated','reset','lost','stalled','out-of-memory','queue-timeout','max-attempts')) NOT VALID;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_stop_reason_known" CHECK ("executions"."stop_reason" in ('terminated','timeout','reset','lost','stalled','out-of-memory')) NOT VALID;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_stop_rung_known" CHECK ("executions"."stop_rung" in ('requested','delivered','seen','saved','exited','verified')) NOT VALID;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_stop_signal_known" CHECK ("executions"."stop_signal" in ('SIGTERM','SIGKILL')) NOT VALID;--> statement-breakpoint
ALTER TABLE "log_chunks" ADD CONSTRAINT "log_chunks_counted" CHECK ("log_chunks"."line_count" >= 1 and "log_chunks"."line_count" = jsonb_array_length("log_chunks"."lines")) NOT VALID;--> statement-breakpoint
CREATE FUNCTION "refuse_to_leave_the_end"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'execution % has ended as %, and that never changes: % was refused', OLD.id, OLD.status, NEW.status
    USING ERRCODE = 'check_violation', CONSTRAINT = 'executions_end_is_final';
END $$;--> statement-breakpoint
CREATE TRIGGER "executions_end_is_final" BEFORE UPDATE OF "status" ON "executions" FOR EACH ROW
  WHEN (OLD.status IN ('success','failed','terminated') AND NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION "refuse_to_leave_the_end"();
