import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PlainPage } from "#components/shell/plain-page.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { CommandLine } from "#components/ui/command-line.tsx";
import { pageCaller } from "#server/api/page-context.ts";

export const metadata: Metadata = { title: "Sign in – Curfew" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ error?: string }> }) {
  if (await pageCaller()) redirect("/executions");
  const { error } = await searchParams;
  return (
    <PlainPage title="Sign in">
      {error && (
        <Banner kind="error">
          This link was used already, or is older than 15 minutes. Print a new one as below.
        </Banner>
      )}
      <p>
        When Curfew starts, its terminal prints a line that begins with{" "}
        <span className="font-medium">Sign in</span>: open that link in this browser. It works once.
      </p>
      <div className="flex w-full flex-col gap-2">
        <p>For a new link, run this on the machine that Curfew runs on:</p>
        <CommandLine command="node bin/curfew.mjs sign-in" />
      </div>
      <p className="text-sm text-ink-faint">
        The link proves that you own that machine, so no password is needed.
      </p>
    </PlainPage>
  );
}
