"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface SecretDialogProps {
  title: string;
  description: string;
  secret: string;
  onClose: () => void;
}

/** The only time that a secret is shown. */
export function SecretDialog({ title, description, secret, onClose }: SecretDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={description}
        // A click beside the dialog must not lose the secret.
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <DialogClose asChild>
            <Button variant="primary">I have kept it</Button>
          </DialogClose>
        }
      >
        <div className="flex flex-col gap-3">
          <Banner kind="warning">Keep it now: it can't be shown again.</Banner>
          <Field
            label="Secret"
            hint="Your receiver checks by it that a delivery is Curfew's."
            after={<CopyButton text={secret} label="Copy the secret" />}
          >
            {(control) => (
              <Input
                {...control}
                readOnly
                value={secret}
                onFocus={(event) => event.target.select()}
                className="font-mono text-xs"
              />
            )}
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
