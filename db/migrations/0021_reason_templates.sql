CREATE TABLE "reason_templates" (
	"place" integer PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "reason_templates_text_unique" UNIQUE("text"),
	CONSTRAINT "reason_templates_text_short" CHECK (char_length("reason_templates"."text") between 1 and 200)
);
