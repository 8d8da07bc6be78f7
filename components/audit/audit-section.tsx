"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "#components/trpc/context.ts";
import { Section } from "#components/ui/section.tsx";
import type { AuditSubject } from "#server/domain/audit.ts";
import { AuditList } from "./audit-list.tsx";

/** So many stand on the page of what they were done to; the audit has the rest. */
const NEWEST = 10;

export interface AuditSectionProps {
  subjectType: AuditSubject;
  subjectId: string;
}

/** What people did to it. Nothing at all when nobody did anything. */
export function AuditOf({ subjectType, subjectId }: AuditSectionProps) {
  const input = { subjectType, subjectId, limit: NEWEST };
  const audit = useQuery(useTRPC().audit.list.queryOptions(input));
  if (!audit.data || audit.data.rows.length === 0) return null;
  const href = `/audit?subject=${subjectType}&id=${encodeURIComponent(subjectId)}`;
  return (
    <Section
      title="Audit"
      action={
        <Link href={href} className="text-sm text-accent hover:underline">
          All of it
        </Link>
      }
    >
      <AuditList entries={audit.data.rows} withoutSubject />
    </Section>
  );
}
