CREATE TABLE "progress_samples" (
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"slot" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"percent" real,
	"metrics" jsonb,
	CONSTRAINT "progress_samples_pkey" PRIMARY KEY("execution_id","attempt","slot")
);
--> statement-breakpoint
CREATE TABLE "usage_samples" (
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"slot" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"cpu_cores" real NOT NULL,
	"memory_bytes" bigint NOT NULL,
	"gpu_percent" real,
	"gpu_memory_bytes" bigint,
	CONSTRAINT "usage_samples_pkey" PRIMARY KEY("execution_id","attempt","slot")
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "longest_checkpoint_gap_ms" real;