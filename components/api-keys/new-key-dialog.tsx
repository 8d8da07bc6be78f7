"use client";

import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";

export interface NewKeyDialogProps {
  created: { name: string; expiresAt: Date; key: string };
  /** Where this page is: programs reach Curfew there too. */
  origin: string;
  onClose: () => void;
}

/** The only time that a key is shown. */
export function NewKeyDialog({ created: { name, expiresAt, key }, origin, onClose }: NewKeyDialogProps) {
  const { formatAbsolute } = useMomentFormats();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Key ${name} is made`}
        description={`It is good until ${formatAbsolute(expiresAt)}.`}
        // A click beside the dialog must not lose the key.
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <DialogClose asChild>
            <Button variant="primary">I have kept it</Button>
          </DialogClose>
        }
      >
        <div className="flex flex-col gap-3">
          <Banner kind="warning">Keep it now: it can't be shown again.</Banner>
          <Field label="Key" after={<CopyButton text={key} label="Copy the key" />}>
            {(control) => (
              <Textarea
                {...control}
                readOnly
                rows={7}
                value={key}
                onFocus={(event) => event.target.select()}
                className="font-mono text-xs break-all"
              />
            )}
          </Field>
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5">
            <dt className="text-ink-muted">REST</dt>
            <dd className="min-w-0 break-words">
              <code className="text-xs">Authorization: Bearer …</code> at{" "}
              <code className="text-xs">{origin}/api/v1</code>
            </dd>
            <dt className="text-ink-muted">Command line</dt>
            <dd className="min-w-0 break-words">
              <code className="text-xs">CURFEW_TOKEN</code> and{" "}
              <code className="text-xs">CURFEW_URL={origin}</code>
            </dd>
            <dt className="text-ink-muted">dtlpy</dt>
            <dd className="min-w-0 break-words">
              <code className="text-xs">dl.login_api_key(…)</code> with the environment{" "}
              <code className="text-xs">{origin}/dataloop/api/v1</code>
            </dd>
          </dl>
        </div>
      </DialogContent>
    </Dialog>
  );
}
