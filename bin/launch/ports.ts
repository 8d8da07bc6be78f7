import { createServer } from "node:net";
import { CannotStart } from "./say.ts";

/** Throws with what to do when the web server could not listen there. */
export async function checkPort(port: number, host: string): Promise<void> {
  const fault = await listenFault(port, host);
  if (!fault) return;
  const other = port === 65_535 ? 3_000 : port + 1;
  const choose = `choose another, for example: PORT=${other} npm start`;
  if (fault === "EADDRINUSE") throw new CannotStart(`Port ${port} is taken by another program; ${choose}`);
  if (fault === "EACCES")
    throw new CannotStart(`Port ${port} is reserved for the system's own programs; ${choose}`);
  throw new CannotStart(`Nothing can listen on HOST=${host}, PORT=${port} (${fault}); ${choose}`);
}

function listenFault(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
