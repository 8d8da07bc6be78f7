"use client";

import { Plus } from "lucide-react";
import type { LoadFault } from "#components/executions/load-failure.tsx";
import { Loaded } from "#components/executions/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { NeverUsed } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ApiKeyView } from "#server/domain/api-key.ts";
import { ApiKeyTable } from "./api-key-table.tsx";

export interface ApiKeysViewProps {
  /** Null while they come for the first time, or could not be loaded. */
  keys: ApiKeyView[] | null;
  fault: LoadFault | null;
  onCreate: () => void;
  onRevoke: (key: ApiKeyView) => void;
}

/** What programs prove themselves with. */
export function ApiKeysView({ keys, fault, onCreate, onRevoke }: ApiKeysViewProps) {
  return (
    <div className="flex min-h-96 grow flex-col gap-4 py-4">
      <div className="px-3 sm:px-5">
        <PageHeader
          title="API keys"
          actions={
            <Button variant="primary" onClick={onCreate}>
              <Plus aria-hidden /> New key
            </Button>
          }
        />
        <p className="mt-1 max-w-160 text-ink-muted">
          A program with a key may do all that you may, under the key's name: over REST, with the command
          line, and with Dataloop's client dtlpy.
        </p>
      </div>
      <Loaded data={keys} fault={fault} what="keys">
        {(loaded) => <List keys={loaded} onRevoke={onRevoke} />}
      </Loaded>
    </div>
  );
}

function List({ keys, onRevoke }: Pick<ApiKeysViewProps, "onRevoke"> & { keys: ApiKeyView[] }) {
  if (keys.length === 0) {
    return (
      <NeverUsed sentence="No program has a key yet." command="node bin/curfew.mjs token create my-script" />
    );
  }
  return <ApiKeyTable keys={keys} onRevoke={onRevoke} />;
}
