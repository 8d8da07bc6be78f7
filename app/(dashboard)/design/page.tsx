import { notFound } from "next/navigation";
import { DesignScreen } from "#components/design/design-screen.tsx";

/** For whoever works on the screens; not part of the product. */
export default function DesignPage() {
  if (process.env.NODE_ENV === "production") notFound();
  return <DesignScreen />;
}
