import type { Fact, Sending, Session } from "../core";

/** What a command is about to do, and how it tells that it is done. */
export interface Undertaking extends Sending {
  /** What the transaction does, for scripts. */
  readonly json: object;
  /** Told together with the signature. */
  readonly done: readonly Fact[];
}

/** Sends a plan and prints what came of it. A dry run has printed everything by itself. */
export async function carryOut(session: Session, { done, ...sending }: Undertaking): Promise<void> {
  const receipt = await session.send(sending);
  if (receipt === null) return;
  const { signature } = receipt;
  session.print({
    text: [...done, ["signature", signature]],
    json: { signature, ...sending.json },
  });
}

/** Says that nothing has to be done: whoever runs the command again is where they wanted to be. */
export function nothingToDo(session: Session, message: string): void {
  session.print({ text: [message], json: { signature: null, message } });
}
