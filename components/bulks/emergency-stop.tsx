"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { isEverything } from "./bulk-words.ts";

/** What has to be typed before everything is stopped. */
const WORD = "all";

export interface Emergency {
  /** It would stop everything. */
  everything: boolean;
  /** It was asked for, and its word is to be typed. */
  asking: boolean;
  typed: string;
  onType: (typed: string) => void;
  ready: boolean;
  /** Stops, or asks for the word first. */
  press: () => void;
}

/** Stops without counting. Where no filter leaves anything out, one click is not enough: a word is typed first. */
export function useEmergency(filter: string | null, onStop: () => void): Emergency {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const everything = filter !== null && isEverything(filter);
  const ready = !asking || typed.trim().toLowerCase() === WORD;
  const press = () => {
    if (everything && !asking) setAsking(true);
    else if (ready) onStop();
  };
  return { everything, asking, typed, onType: setTyped, ready, press };
}

/** It waits for no count. */
export function EmergencyStop({ emergency, disabled }: { emergency: Emergency; disabled: boolean }) {
  const { everything, asking, ready, press } = emergency;
  return (
    <Button
      className="mr-auto"
      variant={asking ? "danger" : "danger-quiet"}
      disabled={disabled || !ready}
      onClick={press}
    >
      Stop all now, without counting{everything && !asking && "…"}
    </Button>
  );
}

export function EmergencyField({ emergency: { asking, typed, onType, press } }: { emergency: Emergency }) {
  if (!asking) return null;
  return (
    <Field
      label={`Type ${WORD} to stop everything`}
      aside="every execution of every service that waits or runs"
    >
      {(control) => (
        <Input
          {...control}
          autoFocus
          autoComplete="off"
          className="w-32"
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && !event.repeat && press()}
        />
      )}
    </Field>
  );
}
