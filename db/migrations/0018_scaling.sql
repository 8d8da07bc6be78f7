CREATE TABLE "scalings" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"target" integer NOT NULL,
	"low_since" timestamp with time zone,
	"peak" integer NOT NULL,
	CONSTRAINT "scalings_natural" CHECK ("scalings"."target" >= 0 and "scalings"."peak" >= 0)
);
--> statement-breakpoint
ALTER TABLE "scalings" ADD CONSTRAINT "scalings_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;