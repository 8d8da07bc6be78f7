"use client";

import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import type { ServiceDetail } from "#server/domain/views.ts";
import { oldReplicasWords } from "./old-replicas-words.ts";

export interface OldReplicasNoticeProps {
  older: NonNullable<ServiceDetail["older"]>;
  onCut: () => void;
  pending: boolean;
}

/** Replicas that an update has left to what they run: they can be stopped at any time. */
export function OldReplicasNotice({ older, onCut, pending }: OldReplicasNoticeProps) {
  const formatNumber = useFormatNumber();
  const { now, cut } = oldReplicasWords(older, formatNumber);
  return (
    <Banner
      kind="info"
      action={
        <Dialog>
          <DialogTrigger asChild>
            <Button size="sm" pending={pending}>
              Stop what runs on the old replicas…
            </Button>
          </DialogTrigger>
          <DialogContent
            title="Stop what runs on the old replicas?"
            description={cut}
            footer={
              <>
                <DialogClose asChild>
                  <Button>Cancel</Button>
                </DialogClose>
                <DialogClose asChild>
                  <Button variant="danger" onClick={onCut}>
                    Stop what runs on them
                  </Button>
                </DialogClose>
              </>
            }
          />
        </Dialog>
      }
    >
      {now}
    </Banner>
  );
}
