import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { ToastHost } from "#components/ui/toast-host.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import "./globals.css";

export const metadata: Metadata = {
  description: "Execution control for long-running jobs on your own machines.",
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
          <TooltipProvider delayDuration={400}>{children}</TooltipProvider>
          <ToastHost />
        </ThemeProvider>
      </body>
    </html>
  );
}
