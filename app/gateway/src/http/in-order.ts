import type { Socket } from "node:net";

/** See {@link InOrder}. */
export interface InOrderInput<Request> {
  /** Requests of a connection that may wait behind the one that is served. */
  readonly mostWaiting: number;
  /** Does not throw. */
  readonly serve: (request: Request) => Promise<void>;
  /** Answers the first request above the limit. Does not throw. */
  readonly refuse: (request: Request) => Promise<void>;
}

/** The requests of a connection. */
interface Line {
  waiting: number;
  last: Promise<void> | null;
  /** Accepts no more requests; waiting ones are still served. */
  full: boolean;
  /** Serves no more requests, not even waiting ones. */
  ended: boolean;
  /** Whether its connection is about to be paused. */
  pausing: boolean;
}

/**
 * Serves the requests of each connection one after another. Their answers go in this order anyway, and a client that
 * sends many at once would have as much work done for it as many clients.
 */
export class InOrder<Request> {
  readonly #input: InOrderInput<Request>;
  readonly #lines = new WeakMap<Socket, Line>();

  constructor(input: InOrderInput<Request>) {
    this.#input = input;
  }

  /** Serves a request when what came before on its connection is done; reads no further until then. */
  run(socket: Socket, request: Request): void {
    const line = this.#lineOf(socket);
    if (line.last !== null || line.ended) pauseAfterTurn(line, socket);
    if (line.full || line.ended) return;
    const { mostWaiting, serve, refuse } = this.#input;
    line.full = line.waiting >= mostWaiting;
    const answer = line.full ? refuse : serve;
    const own =
      line.last === null ? answer(request) : this.#after(line, socket, () => answer(request));
    line.last = own;
    void own.then(() => {
      if (line.last === own) line.last = null;
    });
  }

  /** Serves nothing of a connection any more, and reads nothing of it. */
  end(socket: Socket): void {
    const line = this.#lineOf(socket);
    line.ended = true;
    pauseAfterTurn(line, socket);
  }

  #lineOf(socket: Socket): Line {
    const known = this.#lines.get(socket);
    if (known !== undefined) return known;
    const line = { waiting: 0, last: null, full: false, ended: false, pausing: false };
    this.#lines.set(socket, line);
    return line;
  }

  async #after(line: Line, socket: Socket, answer: () => Promise<void>): Promise<void> {
    line.waiting += 1;
    await line.last;
    // lets other connections have their turn
    await new Promise((resolve) => setImmediate(resolve));
    line.waiting -= 1;
    if (line.ended) return;
    // the rest of the last one's body may still come
    if (line.waiting === 0 && !line.full) socket.resume();
    await answer();
  }
}

/**
 * Reads no further. Node reads on at the end of each request in what has come, so this is said after all of that; and once
 * more before it can read, as reading a body that has come says the same.
 */
function pauseAfterTurn(line: Line, socket: Socket): void {
  if (line.pausing) return;
  line.pausing = true;
  const pause = () => {
    if (line.waiting > 0 || line.ended) socket.pause();
  };
  process.nextTick(pause);
  setImmediate(() => {
    line.pausing = false;
    pause();
  });
}
