import { NewServiceScreen } from "#components/services/new-service-screen.tsx";

interface NewServicePageProps {
  searchParams: Promise<{ from?: string; revision?: string }>;
}

/** Beside `/services`, not below it: a service may be called `new`. */
export default async function NewServicePage({ searchParams }: NewServicePageProps) {
  const { from, revision } = await searchParams;
  const number = Number(revision);
  return (
    <NewServiceScreen from={from ?? null} revision={Number.isInteger(number) && number > 0 ? number : null} />
  );
}
