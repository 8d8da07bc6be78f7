process.env.NEXT_TELEMETRY_DISABLED = "1";

/** Set by bin/launch/web-build.ts, which then lays a `.br` beside each script. */
const hasBrotli = process.env.CURFEW_BROTLI === "1";
const SCRIPTS = "/_next/static/chunks/:name([^/]+).js";
/** Browsers say so on this machine and over HTTPS; to the others Next sends what it compresses itself, a seventh more. */
const TAKES_BROTLI = [{ type: "header", key: "accept-encoding", value: "(?:.*[, ])?br(?:[, ;].*)?" }];

const BROTLI_SCRIPTS = {
  source: SCRIPTS,
  has: TAKES_BROTLI,
  destination: "/_next/static/chunks/:name.js.br",
};
const BROTLI_HEADERS = [
  { source: SCRIPTS, headers: [{ key: "Vary", value: "Accept-Encoding" }] },
  {
    source: SCRIPTS,
    has: TAKES_BROTLI,
    headers: [
      { key: "Content-Encoding", value: "br" },
      { key: "Content-Type", value: "application/javascript; charset=UTF-8" },
    ],
  },
];

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
  rewrites: async () => ({ beforeFiles: hasBrotli ? [BROTLI_SCRIPTS] : [] }),
  headers: async () => [
    ...(hasBrotli ? BROTLI_HEADERS : []),
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
