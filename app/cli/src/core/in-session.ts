import type { Command } from "commander";
import type { Io } from "./io";
import { Session } from "./session";
import type { GlobalOptions } from "./settings/settings";

/** What commander calls: the arguments, the command's own options, and the command. */
type Action = (...params: unknown[]) => Promise<void>;

/**
 * Makes commander's action of what a command does in a session: `(session, ...arguments, options)`.
 *
 * @example
 * command("stake").argument("<vvv>").action(inSession(io, async (session, vvv: string) => { ... }));
 */
export function inSession<Params extends readonly unknown[]>(
  io: Io,
  work: (session: Session, ...params: Params) => Promise<void> | void,
): Action {
  return async (...params) => {
    const command = params.at(-1) as Command;
    const session = new Session(io, command.optsWithGlobals<GlobalOptions>());
    try {
      await work(session, ...(params.slice(0, -1) as unknown as Params));
    } catch (error) {
      throw session.failure(error);
    } finally {
      await session.close();
    }
  };
}
