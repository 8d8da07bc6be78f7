CREATE TABLE "execution_labels" (
	"execution_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "execution_labels_pkey" PRIMARY KEY("execution_id","key")
);
--> statement-breakpoint
ALTER TABLE "execution_labels" ADD CONSTRAINT "execution_labels_of_execution" FOREIGN KEY ("execution_id") REFERENCES "public"."executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "execution_labels_by_label" ON "execution_labels" USING btree ("key","value","execution_id" DESC NULLS FIRST);