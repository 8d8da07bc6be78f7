ALTER TABLE "attempts" ADD COLUMN "wasted_ms" double precision;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "progress" real;--> statement-breakpoint
CREATE INDEX "attempts_wasted" ON "attempts" USING btree ("ended_at") WHERE "attempts"."wasted_ms" is not null;--> statement-breakpoint
CREATE INDEX "executions_ended_late" ON "executions" USING btree ("ended_at") WHERE "executions"."ended_at" - "executions"."created_at" > interval '1 hour';