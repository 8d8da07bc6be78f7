import { CopyButton } from "./copy-button.tsx";

/** A command to run in a terminal, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="inline-flex max-w-full items-center gap-2 rounded-md border bg-surface py-0.5 pr-1 pl-3">
      <code className="min-w-0 py-1 text-sm break-words">
        <span aria-hidden className="text-ink-faint select-none">
          ${" "}
        </span>
        {command}
      </code>
      <CopyButton text={command} label="Copy the command" />
    </div>
  );
}
