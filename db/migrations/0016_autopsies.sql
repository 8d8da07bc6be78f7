CREATE TABLE "autopsies" (
	"execution_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"signal" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"autopsy" jsonb NOT NULL,
	CONSTRAINT "autopsies_pkey" PRIMARY KEY("execution_id","attempt","signal"),
	CONSTRAINT "autopsies_signal_known" CHECK ("autopsies"."signal" in ('SIGTERM','SIGKILL'))
);
--> statement-breakpoint
ALTER TABLE "autopsies" ADD CONSTRAINT "autopsies_attempt_fkey" FOREIGN KEY ("execution_id","attempt") REFERENCES "public"."attempts"("execution_id","attempt") ON DELETE cascade ON UPDATE no action;