"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { AuditOf } from "#components/audit/audit-section.tsx";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { StartExecution } from "#components/executions/start-execution-screen.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureHead, failureWords } from "#components/trpc/failure-words.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import { isMissing } from "#components/trpc/refetch-policy.ts";
import type { ApiError, RouterOutputs } from "#components/trpc/types.ts";
import { Button } from "#components/ui/button.tsx";
import { NotThere } from "#components/ui/empty-states.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { type Applying, applyInput, savedWords } from "./apply-words.ts";
import { ChangePreview, type ChangePreviewProps } from "./change-preview.tsx";
import { DeleteService } from "./delete-screen.tsx";
import { Statistics, Stopping } from "./figures-screen.tsx";
import { RollBackDialog, useServiceDialogsSoon } from "./later-dialogs.tsx";
import { recentOptions } from "./recent-options.ts";
import type { Revision } from "./revision-list.tsx";
import { Revisions } from "./revisions-screen.tsx";
import { ServiceView } from "./service-view.tsx";
import type { Settings } from "./settings-draft.ts";
import type { SaveFailure } from "./settings-panel.tsx";

/** One service, live. */
export function ServiceScreen({ name }: { name: string }) {
  useServiceDialogsSoon();
  const trpc = useTRPC();
  const options = trpc.services.get.queryOptions({ name });
  const service = useQuery(options);
  const recent = useQuery(recentOptions(trpc, name));
  const [starting, setStarting] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [target, setTarget] = useState<RollBackTarget | null>(null);
  const save = useSave(name);
  const switching = useSwitching(name);
  const fault = useLoadFault(service, options.queryKey);
  if (!service.data) {
    if (isMissing(service.error)) {
      return (
        <NotThere sentence={`There is no service ${name}.`}>
          <Button asChild>
            <Link href="/services">All services</Link>
          </Button>
        </NotThere>
      );
    }
    if (fault) return <LoadFailure page what={`The service ${name} could not be loaded.`} fault={fault} />;
    return <Skeleton className="m-5 h-96 rounded-md" />;
  }
  return (
    <>
      <ServiceView
        {...switching}
        service={service.data}
        recent={recent.data?.rows}
        fault={fault}
        figures={<Statistics name={name} />}
        stopping={<Stopping service={service.data} />}
        audit={<AuditOf subjectType="service" subjectId={service.data.id} />}
        onStart={() => setStarting(true)}
        onDelete={() => setDeleting(true)}
        onSave={save}
        revisions={
          <Revisions
            service={service.data}
            onRollBack={(revision) => setTarget({ revision, base: service.data.revision })}
          />
        }
        preview={(draft, applying) => <Preview service={service.data} draft={draft} applying={applying} />}
      />
      {starting && <StartExecution service={name} onClose={() => setStarting(false)} />}
      {deleting && <DeleteService service={service.data} onClose={() => setDeleting(false)} />}
      {target && <RollBack {...target} service={service.data} onClose={() => setTarget(null)} />}
    </>
  );
}

/** Pause, resume, try again and cut; what the page shows comes back from the server. */
function useSwitching(name: string) {
  const trpc = useTRPC();
  const failed = (done: string) => (error: unknown) =>
    void toast.error(failureHead(error, `the service ${done}`), { description: wordsOf(error) });
  const pause = useMutation(
    trpc.services.pause.mutationOptions({
      onError: failed("was paused"),
      onSuccess: () => toast(`Paused ${name}`),
    }),
  );
  const resume = useMutation(
    trpc.services.resume.mutationOptions({
      onError: failed("was resumed"),
      onSuccess: () => toast(`Resumed ${name}`),
    }),
  );
  const tryAgain = useMutation(
    trpc.services.tryAgain.mutationOptions({
      onError: failed("was tried again"),
      onSuccess: ({ failing }) =>
        toast(failing ? `A replica of ${name} is tried now` : `${name} does not fail any more`),
    }),
  );
  const restart = useMutation(
    trpc.services.restart.mutationOptions({
      onError: failed("was told to replace its replicas"),
      onSuccess: ({ revision }) =>
        toast(`Replicas of ${name} are replaced one by one`, { description: `As revision ${revision}` }),
    }),
  );
  const cut = useMutation(
    trpc.services.update.mutationOptions({
      onError: failed("was told to cut its old replicas"),
      onSuccess: ({ cut: count }) =>
        toast(
          count === 0
            ? "Nothing ran on old replicas any more"
            : `${count} old ${count === 1 ? "replica is" : "replicas are"} told to stop what runs`,
        ),
    }),
  );
  return {
    onCut: () => cut.mutate({ name, force: true, apply: "replace" }),
    onRestart: () => restart.mutate({ name }),
    onTryAgain: () => tryAgain.mutate({ name }),
    onPause: () => pause.mutate({ name }),
    onResume: () => resume.mutate({ name }),
    pending: pause.isPending || resume.isPending || tryAgain.isPending || restart.isPending || cut.isPending,
  };
}

function useSave(name: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const tell = useSavedToast();
  const { mutateAsync } = useMutation(
    trpc.services.update.mutationOptions({
      // Also after a refusal: what came between is shown without waiting for the push.
      onSettled: () => client.invalidateQueries(trpc.services.get.queryFilter({ name })),
    }),
  );
  return async (
    settings: Settings,
    baseRevision: number,
    applying: Applying,
  ): Promise<SaveFailure | null> => {
    try {
      const how = applyInput(applying);
      const saved = await mutateAsync({ name, ...settings, expectedRevision: baseRevision, ...how });
      tell(saved);
      return null;
    } catch (cause) {
      const error = cause as ApiError;
      return { message: failureWords(error, "it was saved"), faults: error.data?.faults ?? [] };
    }
  };
}

type Saved = RouterOutputs["services"]["update"];

/** Only agents can say that a deadline has moved: the page of the bulk that asks them tells it. */
function useSavedToast() {
  const go = useGo();
  const formatNumber = useFormatNumber();
  return (saved: Saved, lead = "") => {
    const { revision, live } = saved;
    toast(`Saved revision ${revision}`, {
      description: `${lead}${savedWords(saved, formatNumber)}`,
      ...(live && { action: { label: "Follow", onClick: () => void go(`/bulk/${live.bulkId}`) } }),
    });
  };
}

interface RollBackTarget {
  revision: Revision;
  /** The revision that the service was at when the dialog was opened. */
  base: number;
}

function RollBack(props: RollBackTarget & { service: ServiceDetail; onClose: () => void }) {
  const { revision, base, service, onClose } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const tell = useSavedToast();
  const { name } = service;
  const { policy } = revision.config;
  const preview = useQuery(trpc.services.previewPolicy.queryOptions({ name, policy }));
  const { mutate, isPending, error } = useMutation(
    trpc.services.rollBack.mutationOptions({
      onSuccess: (saved) => {
        tell(saved, `It is revision ${revision.number} again. `);
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.services.get.queryFilter({ name })),
    }),
  );
  return (
    <RollBackDialog
      service={service}
      revision={revision}
      onClose={onClose}
      preview={preview.data}
      onRollBack={(applying) =>
        mutate({ name, revision: revision.number, expectedRevision: base, ...applyInput(applying) })
      }
      pending={isPending}
      error={error && failureWords(error, "it was rolled back")}
    />
  );
}

/** What the draft would do, as the server counts it. */
function Preview(
  props: Omit<ChangePreviewProps, "service" | "preview" | "stale"> & { service: ServiceDetail },
) {
  const { service, draft } = props;
  const policy = draft?.policy ?? service.policy;
  const preview = useQuery({
    ...useTRPC().services.previewPolicy.queryOptions({ name: service.name, policy }),
    placeholderData: keepPreviousData,
  });
  return <ChangePreview {...props} preview={preview.data} stale={preview.isPlaceholderData} />;
}
