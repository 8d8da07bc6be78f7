"use client";

import { PageFailure } from "#components/shell/page-failure.tsx";

export default function DashboardError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageFailure digest={props.error.digest} onRetry={props.reset} />;
}
