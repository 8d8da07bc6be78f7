import { TRPCError } from "@trpc/server";
import { plainAnswer } from "#server/api/plain-answer.ts";
import { requestApiContext } from "#server/api/request-context.ts";
import { actorOf } from "#server/auth/caller.ts";
import { logText } from "#server/executions/log-text.ts";
import { DownloadLogsInput, openLogs } from "#server/executions/read-logs.ts";

type Params = { params: Promise<{ id: string }> };

/** The whole output of one attempt (`?attempt=2`; the newest when left out) as a text file. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  return await plainAnswer(request, async () => {
    const headers = new Headers({ "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
    const ctx = await requestApiContext(request, headers);
    if (!ctx.caller) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
    const attempt = new URL(request.url).searchParams.get("attempt");
    const input = DownloadLogsInput.parse({
      id: (await params).id,
      attempt: attempt === null ? undefined : Number(attempt),
    });
    const logs = await openLogs({ ...ctx, actor: actorOf(ctx.caller) }, input);
    headers.set("content-disposition", `attachment; filename="${input.id}-attempt-${logs.attempt}.log"`);
    return new Response(asBytes(logs.batches), { headers });
  });
}

/** Pulled by the reader: a slow download holds back the database, not the memory. */
function asBytes(batches: AsyncGenerator<Parameters<typeof logText>[0][], void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await batches.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value.map(logText).join("")));
    },
    async cancel() {
      await batches.return();
    },
  });
}
