"use client";

import "./globals.css";
import { PageFailure } from "#components/shell/page-failure.tsx";
import { PlainPage } from "#components/shell/plain-page.tsx";

export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something broke – Curfew</title>
        <PlainPage title={null}>
          <PageFailure digest={props.error.digest} onRetry={props.reset} />
        </PlainPage>
      </body>
    </html>
  );
}
