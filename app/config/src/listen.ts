import { once } from "node:events";
import { createServer } from "node:net";

/** The address and port of a service. */
export interface ListenAt {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/**
 * Checks that the address of a service is free.
 *
 * @returns what was found, in words
 * @throws Error, which says what to do.
 */
export async function requireFree({ host, port }: ListenAt): Promise<string> {
  const server = createServer();
  try {
    await once(server.listen(port, host), "listening");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${reason}: stop the program that listens there, or choose another port`, {
      cause,
    });
  }
  // no sooner, as this fails with the server as well
  const closed = once(server, "close");
  server.close();
  await closed;
  return `${host}:${port} is free`;
}
