ALTER TABLE "execution_events" DROP CONSTRAINT "execution_events_execution_id_executions_id_fk";
--> statement-breakpoint
ALTER TABLE "log_chunks" DROP CONSTRAINT "log_chunks_execution_id_executions_id_fk";
