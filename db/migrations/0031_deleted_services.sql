ALTER TABLE "services" DROP CONSTRAINT "services_name_unique";--> statement-breakpoint
ALTER TABLE "replicas" DROP CONSTRAINT "replicas_drain_cause_known";--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "services_name_unique" ON "services" USING btree ("name") WHERE "services"."deleted_at" is null;--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_drain_cause_known" CHECK ("replicas"."drain_cause" in ('update','surplus','reset','failed','runner','deleted'));