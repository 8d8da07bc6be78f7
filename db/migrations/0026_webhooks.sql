CREATE TABLE "webhook_deliveries" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"webhook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"service_id" uuid,
	"execution_id" uuid,
	"facts" jsonb NOT NULL,
	"body" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"next_try_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"tries" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "webhook_deliveries_state_known" CHECK ("webhook_deliveries"."state" in ('waiting','delivered','given-up')),
	CONSTRAINT "webhook_deliveries_ended" CHECK (("webhook_deliveries"."ended_at" is null) = ("webhook_deliveries"."state" = 'waiting')),
	CONSTRAINT "webhook_deliveries_next" CHECK (("webhook_deliveries"."next_try_at" is not null) = ("webhook_deliveries"."state" = 'waiting'))
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"service_ids" uuid[],
	"enabled" boolean DEFAULT true NOT NULL,
	"secret" text NOT NULL,
	"old_secret" text,
	"old_secret_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"rests_until" timestamp with time zone,
	"last_try" jsonb,
	"carrier" text,
	"carried_until" timestamp with time zone,
	CONSTRAINT "webhooks_name_unique" UNIQUE("name"),
	CONSTRAINT "webhooks_old_secret_whole" CHECK (("webhooks"."old_secret" is null) = ("webhooks"."old_secret_until" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_by_id" ON "webhook_deliveries" USING btree ("id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("webhook_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_to_try" ON "webhook_deliveries" USING btree ("webhook_id","next_try_at","seq") WHERE "webhook_deliveries"."state" = 'waiting';