import { setTimeout as sleep } from "node:timers/promises";
import type { Connection, PublicKey } from "@solana/web3.js";
import { type DiemEventName, errors, events } from "@diem/sdk";
import { NetworkError } from "../errors";

const ATTEMPTS = 10;
const PAUSE_MS = 300;

/**
 * The event of a confirmed transaction, with its exact figures. A plan's figures are from the moment before.
 *
 * @throws NetworkError `ResultUnknown`, with the signature, where the node cannot tell.
 */
export async function eventOf<Name extends DiemEventName>(
  { connection, programId }: { readonly connection: Connection; readonly programId: PublicKey },
  { signature, name }: { readonly signature: string; readonly name: Name },
): Promise<events.EventData<Name>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [found] = events.named(await events.fetch(connection, signature, { programId }), name);
      if (found === undefined) throw new Error(`the transaction has no event ${name}`);
      return found.data as events.EventData<Name>;
    } catch (cause) {
      // Nodes know a transaction's status before they know the transaction.
      const late = errors.isDiemError(cause, "TransactionNotFound");
      if (!late || attempt === ATTEMPTS) throw unknownResult(signature, cause);
    }
    await sleep(PAUSE_MS);
  }
}

function unknownResult(signature: string, cause: unknown): NetworkError {
  return new NetworkError({
    name: "ResultUnknown",
    message: `the transaction ${signature} is confirmed, but its figures could not be read`,
    next: `do not send it again; see what it did with \`solana confirm -v ${signature}\``,
    signature,
    cause,
  });
}
