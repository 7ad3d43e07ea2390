import type { Connection, Finality, PublicKey } from "@solana/web3.js";
import { defined } from "../defined";
import type { ProgramOption } from "../pda";
import type { LocatedEvent } from "./logged";
import { fetch } from "./transaction";

/** See {@link subscribe}. */
export interface SubscribeInput extends ProgramOption {
  readonly connection: Connection;
  /** A market, or any other account: its transactions are watched. */
  readonly address: PublicKey;
  /** Default: "confirmed". */
  readonly commitment?: Finality;
  /** Called when the events of a transaction could not be read. */
  readonly onError: (error: unknown, signature: string) => void;
}

/**
 * Calls `handler` with each event of the transactions that name `address`, until the returned function is
 * called. A node may drop a notification: the events' `sequence` shows whether one is missing.
 */
export function subscribe(
  { connection, address, commitment = "confirmed", programId, onError }: SubscribeInput,
  handler: (event: LocatedEvent, signature: string) => void,
): () => Promise<void> {
  const read = async (signature: string) => {
    try {
      const options = { commitment, ...defined({ programId }) };
      for (const event of await fetch(connection, signature, options)) handler(event, signature);
    } catch (error) {
      onError(error, signature);
    }
  };
  const subscription = connection.onLogs(
    address,
    ({ err, signature }) => {
      if (err === null) void read(signature);
    },
    commitment,
  );
  return () => connection.removeOnLogsListener(subscription);
}
