import type { Sending, Session, Text } from "../core";

/** What a command will do, and its message afterwards. */
export interface Submission extends Sending {
  /** What the transaction does, for scripts. */
  readonly json: object;
  /** The message for people once it is done. */
  readonly done: Text;
}

/** Sends a plan and prints the outcome. A dry run prints everything itself. */
export async function submit(session: Session, { done, ...sending }: Submission): Promise<void> {
  const receipt = await session.send(sending);
  if (receipt === null) return;
  session.print({ text: done, json: { ...receipt, ...sending.json } });
}

/** Says that nothing has to be done, so that a command can be run again. */
export function nothingToDo(session: Session, message: string): void {
  session.print({ text: [message], json: { signature: null, message } });
}
