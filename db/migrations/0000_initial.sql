CREATE TABLE "attempts" (
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"revision" integer NOT NULL,
	"runner_id" uuid NOT NULL,
	"replica_id" uuid NOT NULL,
	"policy" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"reason" text,
	"message" text,
	"worker_pid" integer,
	"exit_code" integer,
	"exit_signal" text,
	CONSTRAINT "attempts_pkey" PRIMARY KEY("execution_id","attempt"),
	CONSTRAINT "attempts_ended" CHECK (("attempts"."ended_at" is not null) = ("attempts"."outcome" is not null)),
	CONSTRAINT "attempts_attempt_positive" CHECK ("attempts"."attempt" >= 1)
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "execution_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "execution_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "executions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"function_name" text NOT NULL,
	"input" jsonb NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"message" text,
	"output" jsonb,
	"error" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"rerun_of" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"attempt" integer DEFAULT 1 NOT NULL,
	"revision" integer,
	"runner_id" uuid,
	"replica_id" uuid,
	"policy" jsonb,
	"started_at" timestamp with time zone,
	"deadline_at" timestamp with time zone,
	"stop_reason" text,
	"stop_rung" text,
	"stop_rung_at" timestamp with time zone,
	"stop_signal" text,
	"stop_final" boolean DEFAULT false NOT NULL,
	"stop_requested_at" timestamp with time zone,
	"stop_requested_by" text,
	"stop_note" text,
	"progress" real,
	"progress_message" text,
	"metrics" jsonb,
	"progress_at" timestamp with time zone,
	"checkpoint_at" timestamp with time zone,
	"checkpoint_interval_ms" real,
	"saved_state" jsonb,
	"saved_at" timestamp with time zone,
	CONSTRAINT "executions_status_known" CHECK ("executions"."status" in ('created','in-progress','success','failed','terminated')),
	CONSTRAINT "executions_ended" CHECK (("executions"."ended_at" is not null) = ("executions"."status" in ('success','failed','terminated'))),
	CONSTRAINT "executions_reason" CHECK (("executions"."reason" is not null) = ("executions"."status" in ('failed','terminated'))),
	CONSTRAINT "executions_placed" CHECK ("executions"."status" <> 'in-progress' or ("executions"."policy" is not null and "executions"."started_at" is not null and "executions"."deadline_at" is not null and "executions"."runner_id" is not null and "executions"."replica_id" is not null and "executions"."revision" is not null)),
	CONSTRAINT "executions_stop_whole" CHECK (("executions"."stop_reason" is null) = ("executions"."stop_rung" is null)),
	CONSTRAINT "executions_created_unstopped" CHECK ("executions"."status" <> 'created' or "executions"."stop_reason" is null),
	CONSTRAINT "executions_attempt_positive" CHECK ("executions"."attempt" >= 1),
	CONSTRAINT "executions_progress_percent" CHECK ("executions"."progress" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "log_chunks" (
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"first_line" integer NOT NULL,
	"line_count" integer NOT NULL,
	"lines" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "log_chunks_pkey" PRIMARY KEY("execution_id","attempt","first_line")
);
--> statement-breakpoint
CREATE TABLE "replicas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"runner_id" uuid NOT NULL,
	"state" text NOT NULL,
	"slots" integer NOT NULL,
	"token_hash" text NOT NULL,
	"agent_pid" integer,
	"acked_seq" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ready_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"last_error" text,
	"cpu_cores" double precision,
	"memory_bytes" bigint,
	CONSTRAINT "replicas_state_known" CHECK ("replicas"."state" in ('starting','ready','draining','stopping','stopped','failed','lost')),
	CONSTRAINT "replicas_ended" CHECK (("replicas"."ended_at" is not null) = ("replicas"."state" in ('stopped','failed','lost'))),
	CONSTRAINT "replicas_slots_positive" CHECK ("replicas"."slots" >= 1)
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"service_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"config" jsonb NOT NULL,
	"author" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "revisions_pkey" PRIMARY KEY("service_id","number"),
	CONSTRAINT "revisions_number_positive" CHECK ("revisions"."number" >= 1)
);
--> statement-breakpoint
CREATE TABLE "runners" (
	"id" uuid PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"version" text NOT NULL,
	"state" text NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"heartbeat_at" timestamp with time zone NOT NULL,
	"stopped_at" timestamp with time zone,
	CONSTRAINT "runners_state_known" CHECK ("runners"."state" in ('active','stopping','stopped','lost'))
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "services_name_unique" UNIQUE("name"),
	CONSTRAINT "services_name_form" CHECK ("services"."name" ~ '^[a-z][a-z0-9-]{0,62}$'),
	CONSTRAINT "services_revision_positive" CHECK ("services"."revision" >= 1)
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_execution_id_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "execution_events" ADD CONSTRAINT "execution_events_execution_id_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_chunks" ADD CONSTRAINT "log_chunks_execution_id_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_runner_id_runners_id_fk" FOREIGN KEY ("runner_id") REFERENCES "public"."runners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replicas" ADD CONSTRAINT "replicas_revision_fkey" FOREIGN KEY ("service_id","revision") REFERENCES "public"."revisions"("service_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit" USING btree ("subject_type","subject_id","id");--> statement-breakpoint
CREATE INDEX "execution_events_by_execution" ON "execution_events" USING btree ("execution_id","id");--> statement-breakpoint
CREATE INDEX "executions_by_status" ON "executions" USING btree ("status","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "executions_by_service" ON "executions" USING btree ("service_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "executions_by_service_status" ON "executions" USING btree ("service_id","status","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "executions_queue" ON "executions" USING btree ("service_id","id") WHERE "executions"."status" = 'created';--> statement-breakpoint
CREATE INDEX "executions_live_by_replica" ON "executions" USING btree ("replica_id") WHERE "executions"."status" = 'in-progress';--> statement-breakpoint
CREATE INDEX "executions_by_rerun_of" ON "executions" USING btree ("rerun_of") WHERE "executions"."rerun_of" is not null;--> statement-breakpoint
CREATE INDEX "replicas_live" ON "replicas" USING btree ("runner_id","service_id") WHERE "replicas"."ended_at" is null;