ALTER TABLE "executions" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
CREATE INDEX "executions_by_parent" ON "executions" USING btree ("parent_id","id" DESC NULLS FIRST) WHERE "executions"."parent_id" is not null;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_not_its_own_parent" CHECK ("executions"."parent_id" <> "executions"."id");