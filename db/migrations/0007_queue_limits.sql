DROP INDEX "executions_queue";--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "executions_by_key" ON "executions" USING btree ("service_id","idempotency_key") WHERE "executions"."idempotency_key" is not null;--> statement-breakpoint
CREATE INDEX "executions_queue" ON "executions" USING btree ("service_id","priority" DESC NULLS FIRST,"id") WHERE "executions"."status" = 'created';