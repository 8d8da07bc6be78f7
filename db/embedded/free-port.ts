import { createServer } from "node:net";

/** True when nothing listens on this loopback port. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return listen(port, host).then(
    () => true,
    () => false,
  );
}

/** A loopback port that nothing listens on. */
export function freePort(): Promise<number> {
  return listen(0, "127.0.0.1");
}

function listen(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
