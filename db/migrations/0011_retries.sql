DROP INDEX "executions_queue";--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "retries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "executions_not_before" ON "executions" USING btree ("not_before") WHERE "executions"."not_before" is not null;--> statement-breakpoint
CREATE INDEX "executions_queue" ON "executions" USING btree ("service_id","priority" DESC NULLS FIRST,"id") WHERE "executions"."status" = 'created' and "executions"."not_before" is null;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_not_before_waits" CHECK ("executions"."not_before" is null or "executions"."status" = 'created');