"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTheme } from "next-themes";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useShortcutList } from "#components/shell/shortcuts.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import type { ApiError } from "#components/trpc/types.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import { ReasonEditor } from "./reason-editor.tsx";
import { SettingsView } from "./settings-view.tsx";

/** What a person sets for this browser, and what all share. */
export function SettingsScreen() {
  const { theme, setTheme } = useTheme();
  const hydrated = useHydrated();
  const { enabled, setEnabled } = useShortcutList();
  const session = useQuery(useTRPC().session.me.queryOptions());
  return (
    <SettingsView
      theme={hydrated ? (theme ?? null) : null}
      onTheme={setTheme}
      singleKeys={enabled}
      onSingleKeys={setEnabled}
      actor={session.data?.actor ?? null}
      reasons={<Reasons />}
    />
  );
}

function Reasons() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = trpc.reasonTemplates.list.queryOptions();
  const reasons = useQuery(options);
  const { mutate, isPending, error } = useMutation(
    trpc.reasonTemplates.save.mutationOptions({
      onSuccess: ({ texts }) => toast(texts.length === 0 ? "There are no reasons now" : "Saved the reasons"),
      onSettled: () => client.invalidateQueries(trpc.reasonTemplates.list.queryFilter()),
    }),
  );
  const fault = useLoadFault(reasons, options.queryKey);
  if (!reasons.data) {
    if (fault) return <LoadFailure what="The reasons could not be loaded." fault={fault} />;
    return <Skeleton className="h-24 rounded-md" />;
  }
  const refused = error as ApiError | null;
  return (
    <ReasonEditor
      // What others save meanwhile is shown, unless something was typed here.
      saved={reasons.data.texts}
      onSave={(texts) => mutate({ texts })}
      pending={isPending}
      error={
        refused ? (refused.data?.faults?.[0]?.message ?? failureWords(refused, "they were saved")) : null
      }
    />
  );
}
