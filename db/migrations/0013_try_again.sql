ALTER TABLE "replicas" DROP CONSTRAINT "replicas_drain_cause_known";--> statement-breakpoint
ALTER TABLE "start_failures" DROP CONSTRAINT "start_failures_count_positive";--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_drain_cause_known" CHECK ("replicas"."drain_cause" in ('update','surplus','reset','failed'));--> statement-breakpoint
ALTER TABLE "start_failures" ADD CONSTRAINT "start_failures_count_natural" CHECK ("start_failures"."count" >= 0);