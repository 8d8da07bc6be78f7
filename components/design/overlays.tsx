"use client";

import { useState } from "react";
import { Announcement } from "#components/ui/announcement.tsx";
import { Breadcrumb } from "#components/ui/breadcrumb.tsx";
import { Button } from "#components/ui/button.tsx";
import { CommandLine } from "#components/ui/command-line.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input, inputBox, Textarea } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SuggestInput } from "#components/ui/suggest-input.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";

/** What opens over the page, and what is turned over on it. */
export function Overlays() {
  const [shown, setShown] = useState(true);
  const [look, setLook] = useState("dark");
  const [heard, setHeard] = useState(0);
  return (
    <Section title="Overlays and tabs">
      <div className="flex flex-wrap items-center gap-2">
        <Dialog>
          <DialogTrigger asChild>
            <Button>Open a dialog</Button>
          </DialogTrigger>
          <DialogContent
            title="Drain gpu-01?"
            description="Its replicas take nothing new and end when nothing runs on them."
            footer={<DialogButtons leave="Keep it working">Drain</DialogButtons>}
          >
            <p className="text-ink-muted">Nothing that runs here would be cut.</p>
          </DialogContent>
        </Dialog>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button>Open a menu</Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuLabel>Columns</DropdownMenuLabel>
            <DropdownMenuCheckboxItem checked={shown} onCheckedChange={setShown}>
              Deadline
            </DropdownMenuCheckboxItem>
            <DropdownMenuItem disabled>Nothing to undo</DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuRadioGroup value={look} onValueChange={setLook}>
              <DropdownMenuRadioItem value="light">Light</DropdownMenuRadioItem>
              <DropdownMenuRadioItem value="dark">Dark</DropdownMenuRadioItem>
            </DropdownMenuRadioGroup>
            <DropdownMenuSeparator />
            <DropdownMenuItem danger>Remove…</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <Tooltip content="Past its deadline">
          <Button variant="ghost">Hover or focus me</Button>
        </Tooltip>
        <Button variant="ghost" onClick={() => setHeard(heard + 1)}>
          Announce something
        </Button>
        <Announcement words={`Announced ${heard} times`} />
        <CopyButton text="0001a2b3" label="Copy the id" />
        <span className="flex gap-1">
          <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
        </span>
        <Breadcrumb crumbs={[{ label: "Services", href: "/services" }, { label: "train-digits" }]} />
      </div>
      <Tabs defaultValue="timeline" className="mt-4">
        <TabsList aria-label="Sample">
          <TabsTrigger value="timeline">Timeline</TabsTrigger>
          <TabsTrigger value="logs">Logs</TabsTrigger>
        </TabsList>
        <TabsContent value="timeline">Attempts as bars.</TabsContent>
        <TabsContent value="logs">What it printed.</TabsContent>
      </Tabs>
    </Section>
  );
}

const REASONS = ["wrong data", "superseded by another run", "too slow"];

/** What is typed into, and what stands where something comes. */
export function Texts() {
  const [reason, setReason] = useState("");
  const fitting = REASONS.filter((text) => text.includes(reason) && text !== reason);
  return (
    <Section title="Texts, tables and placeholders">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Reason" aside="optional">
          {(control) => (
            <SuggestInput
              {...control}
              className={`${inputBox} h-8`}
              optionClassName="text-sm"
              listLabel="Suggestions"
              value={reason}
              onChange={setReason}
              suggestions={fitting.map((text) => ({ text, label: text, hint: "template" }))}
              onPick={({ text }) => setReason(text)}
              onSubmit={() => {}}
            />
          )}
        </Field>
        <Field label="Input">
          {(control) => <Textarea {...control} defaultValue={'{ "epochs": 10 }'} />}
        </Field>
        <Field label="Disabled">{(control) => <Input {...control} disabled defaultValue="train" />}</Field>
        <span className="flex items-center gap-2">
          <Checkbox id="design-check" defaultChecked />
          <label htmlFor="design-check">Also stop the 3 executions below it</label>
        </span>
        <span className="flex items-center gap-2">
          <Checkbox
            id="design-mixed"
            ref={(box) => {
              if (box) box.indeterminate = true;
            }}
          />
          <label htmlFor="design-mixed">Some of them</label>
          <Checkbox id="design-off" disabled />
          <label htmlFor="design-off">Not now</label>
        </span>
        <CommandLine command="curfew executions wait 0001a2b3" />
        <Skeleton className="h-8 rounded-md" />
      </div>
      <TableFrame label="Sample" className="mt-4">
        <Table aria-label="Sample">
          <TableHead>
            <tr>
              <ColumnHeading>Service</ColumnHeading>
              <ColumnHeading align="end">Running</ColumnHeading>
            </tr>
          </TableHead>
          <tbody>
            <TableRow>
              <TableCell>train-digits</TableCell>
              <TableCell align="end">12</TableCell>
            </TableRow>
          </tbody>
        </Table>
      </TableFrame>
    </Section>
  );
}
