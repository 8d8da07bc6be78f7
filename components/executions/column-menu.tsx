"use client";

import { ArrowLeft, ArrowRight, Columns3, Minus, Plus } from "lucide-react";
import { useId, useState } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import {
  ALWAYS,
  COLUMN_KEYS,
  COLUMNS,
  type ColumnKey,
  DEFAULT_COLUMNS,
  isDefault,
  moved,
  resized,
  toggledColumn,
} from "./columns.ts";
import type { Columns } from "./use-columns.ts";

const STEP_PX = 16;

/** Which columns the list has, in which order, and how wide, also without a mouse. */
export function ColumnMenu({ choice, change }: Columns) {
  const [open, setOpen] = useState(false);
  const hidden = COLUMN_KEYS.filter((key) => !choice.shown.includes(key));
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <IconButton label="Columns" size="icon" variant="plain">
          <Columns3 />
        </IconButton>
      </DialogTrigger>
      <DialogContent
        title="Columns"
        description="In the list, headings can be dragged, and their right edges resize them. This browser remembers it."
        // Its first button would tell at once what it does.
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          if (event.target instanceof HTMLElement)
            event.target.querySelector<HTMLElement>("input:enabled")?.focus();
        }}
        footer={
          <>
            <Button disabled={isDefault(choice)} onClick={() => change(DEFAULT_COLUMNS)}>
              As it was
            </Button>
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </>
        }
      >
        <ul className="flex flex-col">
          {[...choice.shown, ...hidden].map((key) => (
            <ColumnLine key={key} columnKey={key} choice={choice} change={change} />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}

function ColumnLine({ columnKey: key, choice, change }: Columns & { columnKey: ColumnKey }) {
  const { heading } = COLUMNS[key];
  const at = choice.shown.indexOf(key);
  const id = useId();
  return (
    <li className="flex h-8 items-center gap-1">
      <label htmlFor={id} className="flex grow items-center gap-2">
        <Checkbox
          id={id}
          checked={at >= 0}
          disabled={ALWAYS.includes(key)}
          onChange={() => change(toggledColumn(choice, key))}
        />
        {heading}
      </label>
      {at >= 0 && (
        <>
          <IconButton
            label={`Make ${heading} narrower`}
            onClick={() => change(resized(choice, key, -STEP_PX))}
          >
            <Minus />
          </IconButton>
          <IconButton label={`Make ${heading} wider`} onClick={() => change(resized(choice, key, STEP_PX))}>
            <Plus />
          </IconButton>
          <IconButton
            label={`Move ${heading} to the left`}
            disabled={at === 0}
            onClick={() => change(moved(choice, key, -1))}
          >
            <ArrowLeft />
          </IconButton>
          <IconButton
            label={`Move ${heading} to the right`}
            disabled={at === choice.shown.length - 1}
            onClick={() => change(moved(choice, key, 1))}
          >
            <ArrowRight />
          </IconButton>
        </>
      )}
    </li>
  );
}
