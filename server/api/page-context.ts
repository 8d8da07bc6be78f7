import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Caller } from "#server/auth/caller.ts";
import { identify } from "#server/auth/identify.ts";
import type { ApiContext } from "./api-context.ts";
import { processPart } from "./request-context.ts";
import { webProcess } from "./web-process.ts";

/** Who looks at the page; null when nobody has signed in. Asked once a page. */
export const pageCaller = cache(async (): Promise<Caller | null> => {
  // Asked for first: it tells a build that this page can't be made in advance.
  const asked = await headers();
  const web = webProcess();
  return (await identify(web, asked)).caller;
});

/** Who looks at the page; whoever has not signed in is sent to do so. */
export async function requirePageCaller(): Promise<Caller> {
  return (await pageCaller()) ?? redirect("/sign-in");
}

/** For reads while a page is rendered: nothing can be changed with it. */
export async function pageApiContext(): Promise<ApiContext> {
  const caller = await pageCaller();
  const endSession = async () => {};
  return { ...processPart(webProcess()), caller, crossSite: true, endSession };
}
