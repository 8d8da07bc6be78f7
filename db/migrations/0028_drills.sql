CREATE TABLE "drills" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"function_name" text NOT NULL,
	"input" jsonb NOT NULL,
	"run_seconds" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"execution_id" uuid,
	"outcome" text,
	"findings" jsonb,
	"ended_at" timestamp with time zone,
	"carrier" text,
	"carried_until" timestamp with time zone,
	CONSTRAINT "drills_ended" CHECK (("drills"."ended_at" is null) = ("drills"."outcome" is null)),
	CONSTRAINT "drills_outcome_known" CHECK ("drills"."outcome" in ('passed','failed','ended-early','not-started','other-stop','unverified')),
	CONSTRAINT "drills_run_seconds" CHECK ("drills"."run_seconds" between 1 and 3600)
);
--> statement-breakpoint
ALTER TABLE "drills" ADD CONSTRAINT "drills_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drills_by_service" ON "drills" USING btree ("service_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "drills_under_way" ON "drills" USING btree ("service_id") WHERE "drills"."ended_at" is null;