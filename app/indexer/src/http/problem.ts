const STATUS = {
  BadRequest: 400,
  NotFound: 404,
  NotReady: 503,
  InternalError: 500,
} as const;

/** Names of what is not answered as asked. */
export type ProblemName = keyof typeof STATUS;

/** A request that is not answered as asked; the message says what is wrong, and what to do. */
export class Problem extends Error {
  constructor(
    override readonly name: ProblemName,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return STATUS[this.name];
  }
}

/** A problem as RFC 9457 writes it. */
export function problemBody({ name, message, status }: Problem): object {
  return { type: `about:blank#${name}`, title: name, status, detail: message };
}
