process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  // The tests check types, of the tests and scripts too; a second check here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  // A slash at the end is an empty id in the REST API, which is not the list; pages are redirected by proxy.ts.
  skipTrailingSlashRedirect: true,
  // A lock file further up must not move the root of the project.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // A first start is not to wait for a cache that at best the next build would use.
  experimental: { turbopackFileSystemCacheForBuild: false },
  serverExternalPackages: ["postgres", "pino", "better-auth"],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
      ],
    },
  ],
};
