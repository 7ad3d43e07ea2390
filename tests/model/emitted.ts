import { PublicKey } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";
import type { Bank } from "@diem/localnet/dist/core/bank";
import { events, pda, PROGRAM_ID } from "@diem/sdk";
import { loggedEvents } from "../../app/sdk/dist/events/logged";
import { known } from "./refusal";

const OWN = PROGRAM_ID.toBase58();
const AUTHORITY = pda.eventAuthority().toBase58();

/**
 * The events of a transaction that landed: what the program sent to itself, and what it logged. They are taken out of the
 * chain as bytes; the base58 of its answers would cost more than all the rest of a call.
 */
export function emittedEvents(chain: EmbeddedChain, signature: string): events.DiemEvent[] {
  const { bank } = chain as unknown as { readonly bank: Bank };
  const { metadata, transaction } = known(bank.ledger.get(signature), "transaction");
  const { keys, message } = transaction;
  const own = metadata
    .innerInstructions()
    .flat()
    .map((inner) => inner.instruction())
    .filter((call) => keys[call.programIdIndex()] === OWN);
  const sent = own.map((call) => {
    const accounts = [...call.accounts()].map((index) => keys[index]);
    const event = events.decode(call.data());
    if (accounts.join() !== AUTHORITY || event === null) {
      throw new Error("the program called itself with what is no event");
    }
    return event;
  });
  const programs = message.compiledInstructions.map(
    ({ programIdIndex }) => new PublicKey(known(keys[programIdIndex], "program")),
  );
  const logged = loggedEvents(metadata.logs(), { programs, programId: PROGRAM_ID });
  return [...sent, ...logged.map(({ name, data }) => ({ name, data }) as events.DiemEvent)];
}
