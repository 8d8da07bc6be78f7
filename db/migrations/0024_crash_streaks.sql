CREATE TABLE "crash_streaks" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"count" integer NOT NULL,
	"error" text NOT NULL,
	"execution_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"crashed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "crash_streaks_count_positive" CHECK ("crash_streaks"."count" >= 1)
);
--> statement-breakpoint
ALTER TABLE "crash_streaks" ADD CONSTRAINT "crash_streaks_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;