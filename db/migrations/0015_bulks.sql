CREATE TABLE "bulk_items" (
	"bulk_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"message" text,
	"result_id" uuid,
	"at" timestamp with time zone,
	CONSTRAINT "bulk_items_pkey" PRIMARY KEY("bulk_id","execution_id"),
	CONSTRAINT "bulk_items_state_known" CHECK ("bulk_items"."state" in ('waiting','done','skipped','failed'))
);
--> statement-breakpoint
CREATE TABLE "bulks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"filter" text,
	"arguments" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"note" text,
	"total" integer,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"started_at" timestamp with time zone,
	"started_by" text,
	"ended_at" timestamp with time zone,
	"carrier" text,
	"carried_until" timestamp with time zone,
	CONSTRAINT "bulks_kind_known" CHECK ("bulks"."kind" in ('terminate','rerun','extend','label')),
	CONSTRAINT "bulks_status_known" CHECK ("bulks"."status" in ('draft','running','paused','aborted','done')),
	CONSTRAINT "bulks_started" CHECK (("bulks"."started_at" is null) = ("bulks"."status" = 'draft')),
	CONSTRAINT "bulks_ended" CHECK (("bulks"."ended_at" is not null) = ("bulks"."status" in ('aborted','done'))),
	CONSTRAINT "bulks_counted" CHECK ("bulks"."total" is not null or "bulks"."kind" = 'terminate')
);
--> statement-breakpoint
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_bulk_id_bulks_id_fk" FOREIGN KEY ("bulk_id") REFERENCES "public"."bulks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_items_waiting" ON "bulk_items" USING btree ("bulk_id","place") WHERE "bulk_items"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "bulks_to_carry_on" ON "bulks" USING btree ("id") WHERE "bulks"."status" = 'running';