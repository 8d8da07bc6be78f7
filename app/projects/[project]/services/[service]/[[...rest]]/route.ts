import { notFound, redirect } from "next/navigation";
import { webProcess } from "#server/api/web-process.ts";
import { NotFound } from "#server/errors.ts";
import { serviceRecord } from "#server/services/records.ts";

interface Place {
  params: Promise<{ project: string; service: string }>;
}

/** What `open_in_web()` of Dataloop's client opens. */
export async function GET(_: Request, { params }: Place): Promise<never> {
  const { service } = await params;
  const { database, clock } = webProcess();
  const record = await serviceRecord({ database, clock, actor: "system" }, service).catch(
    (error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    },
  );
  if (!record) notFound();
  redirect(`/services/${record.name}`);
}
