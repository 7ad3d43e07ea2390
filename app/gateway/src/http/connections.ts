import type { Socket } from "node:net";

/** Counts the open connections of each client. */
export class Connections {
  readonly #open = new Map<string, number>();

  /** `most` connections of a client may be open. */
  constructor(private readonly most: number) {}

  /** Counts a connection until it closes; returns whether it is one too many, which is not counted. */
  isBeyond(socket: Socket, client: string): boolean {
    const count = (this.#open.get(client) ?? 0) + 1;
    if (count > this.most) return true;
    this.#open.set(client, count);
    socket.once("close", () => {
      const left = (this.#open.get(client) ?? 1) - 1;
      if (left === 0) this.#open.delete(client);
      else this.#open.set(client, left);
    });
    return false;
  }
}
