import { notFound, redirect } from "next/navigation";
import { webProcess } from "#server/api/web-process.ts";
import { pageOfService } from "#server/dataloop/deep-link.ts";

interface Place {
  params: Promise<{ project: string; service: string }>;
}

/** What `open_in_web()` of Dataloop's client opens. */
export async function GET(_: Request, { params }: Place): Promise<never> {
  const page = await pageOfService(webProcess(), (await params).service);
  if (!page) notFound();
  redirect(page);
}
