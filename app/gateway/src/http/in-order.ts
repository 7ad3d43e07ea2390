import type { Socket } from "node:net";

/**
 * Serves the requests of each connection one after another. Their answers go in this order anyway, and a client that
 * sends many at once would have as much work done for it as many clients.
 */
export class InOrder {
  readonly #last = new WeakMap<Socket, Promise<void>>();

  /** Runs `serve`, which does not throw, when what came before on the connection is done; reads no further until then. */
  run(socket: Socket, serve: () => Promise<void>): void {
    const before = this.#last.get(socket);
    const own = before === undefined ? serve() : this.#after(before, socket, serve);
    this.#last.set(socket, own);
    void own.then(() => {
      if (this.#last.get(socket) === own) this.#last.delete(socket);
    });
  }

  async #after(before: Promise<void>, socket: Socket, serve: () => Promise<void>): Promise<void> {
    socket.pause();
    await before;
    // the rest of its body may still come
    socket.resume();
    await serve();
  }
}
