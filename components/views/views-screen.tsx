"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import type { SavedView } from "#server/domain/list-views.ts";
import type { NewView } from "./save-view-dialog.tsx";
import { ViewMenu } from "./view-menu.tsx";

/** Both come when they are asked for. */
const ManageViewsDialog = dynamic(() =>
  import("./manage-views-dialog.tsx").then((module) => module.ManageViewsDialog),
);
const SaveViewDialog = dynamic(() =>
  import("./save-view-dialog.tsx").then((module) => module.SaveViewDialog),
);

export interface ViewsScreenProps {
  /** What would be saved. */
  filter: string;
  columns: string;
  onChoose: (view: Pick<SavedView, "filter" | "columns">) => void;
}

/** The menu of views with its dialogs and its data. */
export function ViewsScreen({ filter, columns, onChoose }: ViewsScreenProps) {
  const trpc = useTRPC();
  const [open, setOpen] = useState<"save" | "manage" | null>(null);
  const list = useQuery(trpc.views.list.queryOptions());
  const views = list.data ?? [];
  const onSuccess = () => void list.refetch();
  const setDefault = useMutation(trpc.views.setDefault.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.views.remove.mutationOptions({ onSuccess }));
  const save = useMutation({
    ...trpc.views.save.mutationOptions(),
    onSuccess: () => {
      onSuccess();
      setOpen(null);
    },
  });
  const saveAs = async ({ begin, ...view }: NewView) => {
    const saved = await save.mutateAsync({ ...view, where: filter, columns }).catch(() => null);
    if (saved && begin) setDefault.mutate({ id: saved.id });
  };
  return (
    <>
      <ViewMenu
        views={views}
        onChoose={onChoose}
        onEverything={() => onChoose({ filter: "", columns: "" })}
        onSave={() => {
          save.reset();
          setOpen("save");
        }}
        onManage={() => setOpen("manage")}
      />
      {open === "save" && (
        <SaveViewDialog
          filter={filter}
          taken={views.filter((view) => view.own).map(({ name }) => name)}
          onSave={(view) => void saveAs(view)}
          pending={save.isPending}
          error={save.error && failureWords(save.error, "it was saved")}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "manage" && (
        <ManageViewsDialog
          views={views}
          onDefault={(id) => setDefault.mutate({ id })}
          onRemove={(id) => remove.mutate({ id })}
          pending={setDefault.isPending || remove.isPending}
          error={
            (setDefault.error && failureWords(setDefault.error, "the choice was saved")) ??
            (remove.error && failureWords(remove.error, "the view was removed"))
          }
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
