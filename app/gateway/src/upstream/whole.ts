import { Refusal } from "../refusal";
import { failureOf, type UpstreamAnswer } from "./upstream";

/**
 * The pieces of an answer.
 *
 * @throws Refusal `upstream-failed` or `upstream-timeout` where the upstream breaks off.
 */
export async function* piecesOf({ body }: UpstreamAnswer): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw failureOf(error);
  }
}

/** The whole body of an answer. Throws a Refusal `upstream-failed` for one that is too long. */
export async function wholeBody(answer: UpstreamAnswer, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of piecesOf(answer)) {
    pieces.push(piece);
    length += piece.length;
    if (length > mostBytes) {
      answer.body.destroy();
      const detail = `the server's answer has more than ${mostBytes} bytes: ask for a shorter one`;
      throw new Refusal("upstream-failed", { detail });
    }
  }
  return Buffer.concat(pieces, length);
}
