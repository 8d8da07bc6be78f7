CREATE INDEX "audit_by_kind" ON "audit" USING btree ("subject_type","id");--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_by_action" ON "audit" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("at");