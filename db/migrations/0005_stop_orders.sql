ALTER TABLE "executions" ADD COLUMN "stop_more_seconds" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "pending_order" jsonb;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "withdrawals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_order_while_running" CHECK ("executions"."pending_order" is null or "executions"."status" = 'in-progress');