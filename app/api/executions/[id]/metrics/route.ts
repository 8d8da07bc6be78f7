import { TRPCError } from "@trpc/server";
import { plainAnswer } from "#server/api/plain-answer.ts";
import { requestApiContext } from "#server/api/request-context.ts";
import { actorOf } from "#server/auth/caller.ts";
import { ReadSamplesInput, readSamples } from "#server/executions/read-samples.ts";
import { samplesCsv } from "#server/executions/samples-csv.ts";

type Params = { params: Promise<{ id: string }> };

/** What its last attempts used and reported, as a CSV file. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  return await plainAnswer(request, async () => {
    const headers = new Headers({ "content-type": "text/csv; charset=utf-8", "cache-control": "no-store" });
    const ctx = await requestApiContext(request, headers);
    if (!ctx.caller) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
    const input = ReadSamplesInput.parse({ id: (await params).id });
    // Of what is kept nothing is left out.
    const all = { ...input, points: Number.MAX_SAFE_INTEGER };
    const samples = await readSamples({ ...ctx, actor: actorOf(ctx.caller) }, all);
    headers.set("content-disposition", `attachment; filename="${input.id}-metrics.csv"`);
    return new Response(samplesCsv(samples), { headers });
  });
}
