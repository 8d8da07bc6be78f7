CREATE TABLE "start_failures" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"count" integer NOT NULL,
	"error" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"failed_at" timestamp with time zone NOT NULL,
	"retry_at" timestamp with time zone NOT NULL,
	"ready_at" timestamp with time zone,
	CONSTRAINT "start_failures_count_positive" CHECK ("start_failures"."count" >= 1)
);
--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "stand_in_revision" integer;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "cut_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "start_failures" ADD CONSTRAINT "start_failures_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;