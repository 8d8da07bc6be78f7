"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type MomentFormats, momentFormats } from "#components/time/moment-formats.ts";
import { type FormatNumber, type NumberStyle, numberFormat } from "./format-number.ts";

interface Formats {
  formatNumber: FormatNumber;
  moments: MomentFormats;
}

const FormatsContext = createContext<Formats | null>(null);

export interface LocaleProviderProps {
  /** What the server took from the reader's request. */
  locale: string;
  /** The server's: it and the browser must write the same at first. */
  numberStyle: NumberStyle;
  children: ReactNode;
}

/** How numbers and moments are written below it. The words stay English. */
export function LocaleProvider({ locale, numberStyle, children }: LocaleProviderProps) {
  const formats = useMemo(
    () => ({ formatNumber: numberFormat(locale, numberStyle), moments: momentFormats(locale) }),
    [locale, numberStyle],
  );
  return <FormatsContext value={formats}>{children}</FormatsContext>;
}

/** Writes numbers as the reader does. */
export function useFormatNumber(): FormatNumber {
  return useFormats().formatNumber;
}

/** Writes moments as the reader does; only for what the browser renders, since the server does not know the zone. */
export function useMomentFormats(): MomentFormats {
  return useFormats().moments;
}

function useFormats(): Formats {
  const formats = useContext(FormatsContext);
  if (!formats) throw new Error("this needs a LocaleProvider above it");
  return formats;
}
