"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import type { ApiError } from "#components/trpc/types.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { KEY_DAYS } from "#server/domain/api-key.ts";
import { callbackWith } from "#server/domain/loopback-callback.ts";

export interface LoginScreenProps {
  /** Where the program waits, on this computer. */
  callback: string;
  /** A name for the key that nobody has used yet. */
  name: string;
}

/** Hands a new key to a program that asked for one, once its user says so. */
export function LoginScreen({ callback, name: suggested }: LoginScreenProps) {
  const [name, setName] = useState(suggested);
  const give = useMutation(
    useTRPC().apiKeys.create.mutationOptions({
      onSuccess: ({ key }) => window.location.assign(callbackWith(callback, key)),
    }),
  );
  const fault = give.error as ApiError | null;
  const atName = fault?.data?.faults?.find(({ field }) => field === "name")?.message;
  return (
    <form
      className="flex max-w-120 flex-col gap-4 px-3 py-4 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate({ name });
      }}
    >
      <PageHeader title="A program asks for a key" />
      <p>
        It waits at <code className="text-xs break-all">{new URL(callback).host}</code> on this computer, for
        a minute. With the key it may do all that you may, under the key's name, for {KEY_DAYS.usual} days;
        you can revoke it at any time under Settings.
      </p>
      <p className="text-ink-muted">
        If you have not just started <code className="text-xs">dl.login()</code>, close this page.
      </p>
      <Field label="Name of the key" error={atName ?? (fault && failureWords(fault, "the key was made"))}>
        {(control) => (
          <Input
            {...control}
            value={name}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button variant="primary" type="submit" pending={give.isPending || give.isSuccess}>
          Give it a key
        </Button>
      </div>
    </form>
  );
}
