import { LoginScreen } from "#components/login/login-screen.tsx";
import { NoCallback } from "#components/login/no-callback.tsx";
import { systemClock } from "#server/clock.ts";
import { loopbackCallback } from "#server/domain/loopback-callback.ts";

/** Where `dl.login()` of Dataloop's client leads; people themselves sign in at `/sign-in`. */
export default async function LoginPage({ searchParams }: { searchParams: Promise<{ callback?: string }> }) {
  const callback = loopbackCallback((await searchParams).callback);
  if (!callback) return <NoCallback />;
  const second = systemClock.now().toISOString().slice(0, 19).replace(/\D/g, "");
  return <LoginScreen callback={callback.href} name={`dtlpy-${second}`} />;
}
