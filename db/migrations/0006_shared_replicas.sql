ALTER TABLE "replicas" ADD COLUMN "isolation" text DEFAULT 'process' NOT NULL;--> statement-breakpoint
ALTER TABLE "replicas" ADD COLUMN "draining_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "replicas" ADD COLUMN "drain_cause" text;--> statement-breakpoint
ALTER TABLE "replicas" ADD COLUMN "reset_by" uuid;--> statement-breakpoint
ALTER TABLE "replicas" ADD COLUMN "reset_attempt" integer;--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_isolation_known" CHECK ("replicas"."isolation" in ('process','shared'));--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_drain_cause_known" CHECK ("replicas"."drain_cause" in ('update','surplus','reset'));--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_draining" CHECK (("replicas"."draining_at" is null) = ("replicas"."drain_cause" is null));--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_reset" CHECK (("replicas"."reset_by" is null) = ("replicas"."reset_attempt" is null));