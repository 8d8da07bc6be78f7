ALTER TABLE "replicas" DROP CONSTRAINT "replicas_drain_cause_known";--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "draining_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "draining_by" text;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "cores" integer;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "memory_bytes" bigint;--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_drain_cause_known" CHECK ("replicas"."drain_cause" in ('update','surplus','reset','failed','runner'));--> statement-breakpoint
ALTER TABLE "runners" ADD CONSTRAINT "runners_draining" CHECK (("runners"."draining_at" is null) = ("runners"."draining_by" is null));