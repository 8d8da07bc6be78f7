"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./button.tsx";
import { copyText } from "./copy-text.ts";

export interface CopyButtonProps {
  /** What lands on the clipboard. */
  text: string;
  /** Names what is copied: "Copy the id". */
  label: string;
  className?: string;
}

/** Copies a text; a tick says that it is done, until the pointer or focus leaves. */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const reset = () => setCopied(false);
  return (
    <IconButton
      label={copied ? "Copied" : label}
      className={className}
      onPointerLeave={reset}
      onBlur={reset}
      onClick={async (event) => {
        event.stopPropagation();
        setCopied(await copyText(text));
      }}
    >
      {copied ? <Check className="text-good" /> : <Copy />}
    </IconButton>
  );
}
