import type { Sending, Session, Text } from "../core";

/** What a command is about to do, and how it tells that it is done. */
export interface Submission extends Sending {
  /** What the transaction does, for scripts. */
  readonly json: object;
  /** What people are told of it once it is done. */
  readonly done: Text;
}

/** Sends a plan and prints what came of it. A dry run has printed everything by itself. */
export async function submit(session: Session, { done, ...sending }: Submission): Promise<void> {
  const receipt = await session.send(sending);
  if (receipt === null) return;
  session.print({ text: done, json: { ...receipt, ...sending.json } });
}

/** Says that nothing has to be done, so that a command can be run again. */
export function nothingToDo(session: Session, message: string): void {
  session.print({ text: [message], json: { signature: null, message } });
}
