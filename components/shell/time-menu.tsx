"use client";

import { chooseTimeStyle, type TimeStyle, useTimeStyle } from "#components/time/time-style.ts";
import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
} from "#components/ui/dropdown-menu.tsx";

/** The choice of how moments are shown, inside a menu: for who has no pointer to hold over them. */
export function TimeChoice() {
  return (
    <>
      <DropdownMenuLabel>Moments</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        value={useTimeStyle()}
        onValueChange={(style) => chooseTimeStyle(style as TimeStyle)}
      >
        <DropdownMenuRadioItem value="ago">How long ago</DropdownMenuRadioItem>
        <DropdownMenuRadioItem value="moment">Date and time</DropdownMenuRadioItem>
      </DropdownMenuRadioGroup>
    </>
  );
}
