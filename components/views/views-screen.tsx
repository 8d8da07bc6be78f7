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
  /** The view that the list shows. */
  active: SavedView | null;
  /** Shows a view, or with null all executions. */
  onChoose: (view: SavedView | null) => void;
  /** What is shown is kept as this view. */
  onSaved: (id: string) => void;
}

/** The menu of views with its dialogs and its data. */
export function ViewsScreen({ filter, columns, active, onChoose, onSaved }: ViewsScreenProps) {
  const trpc = useTRPC();
  const [open, setOpen] = useState<"save" | "manage" | null>(null);
  const list = useQuery(trpc.views.list.queryOptions());
  const views = list.data ?? [];
  const onSuccess = () => list.refetch();
  const setDefault = useMutation(trpc.views.setDefault.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.views.remove.mutationOptions({ onSuccess }));
  const rename = useMutation(trpc.views.rename.mutationOptions({ onSuccess }));
  const save = useMutation({
    ...trpc.views.save.mutationOptions(),
    onSuccess: async ({ id }) => {
      await onSuccess();
      setOpen(null);
      onSaved(id);
    },
  });
  const changes = [setDefault, rename, remove];
  const saveAs = async ({ begin, ...view }: NewView) => {
    const saved = await save.mutateAsync({ ...view, where: filter, columns }).catch(() => null);
    if (saved && begin) setDefault.mutate({ id: saved.id });
  };
  return (
    <>
      <ViewMenu
        views={views}
        active={active}
        filter={filter}
        onChoose={onChoose}
        onEverything={() => onChoose(null)}
        onSave={() => {
          save.reset();
          setOpen("save");
        }}
        onManage={() => {
          // Others may have begun with one meanwhile.
          void list.refetch();
          for (const change of changes) change.reset();
          setOpen("manage");
        }}
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
          onRename={(id, name) => rename.mutate({ id, name })}
          onRemove={(id) => remove.mutate({ id })}
          pending={changes.some(({ isPending }) => isPending)}
          error={
            (setDefault.error && failureWords(setDefault.error, "the choice was saved")) ??
            (rename.error && failureWords(rename.error, "the view was renamed")) ??
            (remove.error && failureWords(remove.error, "the view was removed"))
          }
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
