import { once } from "node:events";
import { createServer } from "node:net";

/** Where a service listens. */
export interface ListenAt {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/**
 * Makes sure that nothing listens where a service is to.
 *
 * @returns what was found, in words
 * @throws Error, which says what to do.
 */
export async function requireFree({ host, port }: ListenAt): Promise<string> {
  const server = createServer();
  const closed = once(server, "close");
  try {
    await once(server.listen(port, host), "listening");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${reason}: end what listens there, or name another port`, { cause });
  }
  server.close();
  await closed;
  return `${host}:${port} is free`;
}
