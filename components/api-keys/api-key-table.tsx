"use client";

import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import { type ApiKeyState, type ApiKeyView, apiKeyState } from "#server/domain/api-key.ts";

const TONES: Record<ApiKeyState, Tone> = { active: "good", expired: "neutral", revoked: "neutral" };
const WORDS: Record<ApiKeyState, string> = { active: "Good", expired: "Expired", revoked: "Revoked" };

export interface ApiKeyTableProps {
  keys: ApiKeyView[];
  onRevoke: (key: ApiKeyView) => void;
}

/** All keys there ever were; those that are good first. */
export function ApiKeyTable({ keys, onRevoke }: ApiKeyTableProps) {
  const now = useNow();
  const isGood = (key: ApiKeyView) => apiKeyState(key, now) === "active";
  return (
    <TableFrame label="API keys">
      <Table aria-label="API keys">
        <TableHead>
          <tr>
            <ColumnHeading>Name</ColumnHeading>
            <ColumnHeading>State</ColumnHeading>
            <ColumnHeading>Key</ColumnHeading>
            <ColumnHeading>Expires</ColumnHeading>
            <ColumnHeading>Last used</ColumnHeading>
            <ColumnHeading>Made</ColumnHeading>
            <ColumnHeading className="sticky right-0">
              <span className="sr-only">Actions</span>
            </ColumnHeading>
          </tr>
        </TableHead>
        <tbody>
          {[...keys.filter(isGood), ...keys.filter((key) => !isGood(key))].map((key) => (
            <KeyLine key={key.id} apiKey={key} state={apiKeyState(key, now)} onRevoke={() => onRevoke(key)} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function KeyLine(props: { apiKey: ApiKeyView; state: ApiKeyState; onRevoke: () => void }) {
  const { apiKey, state, onRevoke } = props;
  const isGood = state === "active";
  return (
    <TableRow className={cn(!isGood && "text-ink-muted")}>
      <TableCell className="font-medium">{apiKey.name}</TableCell>
      <TableCell>
        <Badge tone={TONES[state]}>{WORDS[state]}</Badge>
      </TableCell>
      <TableCell>
        <code className="text-xs">{apiKey.prefix}</code>
      </TableCell>
      <TableCell>
        <End apiKey={apiKey} />
      </TableCell>
      <TableCell>{apiKey.lastUsedAt ? <RelativeTime at={apiKey.lastUsedAt} /> : "never"}</TableCell>
      <TableCell>
        <RelativeTime at={apiKey.createdAt} />
        <span className="text-ink-muted"> by {apiKey.createdBy}</span>
      </TableCell>
      <TableCell align="end" className="sticky right-0 bg-canvas group-hover/row:bg-hover">
        {isGood && (
          <Button size="sm" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

function End({ apiKey: { expiresAt, revokedAt } }: { apiKey: ApiKeyView }) {
  if (revokedAt) {
    return (
      <>
        revoked <RelativeTime at={revokedAt} />
      </>
    );
  }
  return expiresAt ? <RelativeTime at={expiresAt} /> : "never";
}
