import type { Bank } from "../core/bank";
import type { ChainAccount } from "../core/accounts";
import { packEntry, unpackEntry } from "../core/entries";
import type { LedgerEntry } from "../core/ledger-entry";

/** An account as JSON; null for an address that holds nothing any more. */
type SavedAccount =
  readonly [lamports: string, data: string, owner: string, executable: boolean] | null;

/** One step of a chain, as a journal holds it: all of them together restore the chain. */
export type Step = Taken | Continued;

/** The steps go on in another journal. */
interface Continued {
  readonly kind: "continued";
  readonly journal: string;
}

type Taken =
  | {
      readonly kind: "transaction";
      readonly entry: string;
      readonly accounts: readonly (readonly [address: string, account: SavedAccount])[];
    }
  | { readonly kind: "account"; readonly address: string; readonly account: SavedAccount }
  | { readonly kind: "block"; readonly next: string }
  | { readonly kind: "skip"; readonly slot: string; readonly time: string }
  | { readonly kind: "program"; readonly id: string; readonly bytes: string };

export function transactionStep(
  entry: LedgerEntry,
  accounts: readonly (readonly [address: string, account: ChainAccount | null])[],
): Step {
  const saved = accounts.map(([address, account]) => [address, save(account)] as const);
  return { kind: "transaction", entry: base64(packEntry(entry)), accounts: saved };
}

export function accountStep(address: string, account: ChainAccount): Step {
  return { kind: "account", address, account: save(account) };
}

export function programStep(id: string, bytes: Uint8Array): Step {
  return { kind: "program", id, bytes: base64(bytes) };
}

export function encodeStep(step: Step): Uint8Array {
  return Buffer.from(JSON.stringify(step));
}

/** @throws Error when the bytes are not of {@link encodeStep} */
export function decodeStep(bytes: Uint8Array): Step {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Step;
}

/** Takes the step again. */
export function retake(bank: Bank, step: Taken): void {
  switch (step.kind) {
    case "transaction": {
      const packed = bytesOf(step.entry);
      const accounts = step.accounts.map(
        ([address, account]) => [address, restore(account)] as const,
      );
      return bank.restoreTransaction(unpackEntry(packed), packed, accounts);
    }
    case "account":
      return bank.restoreAccounts([[step.address, restore(step.account)]]);
    case "block":
      return bank.produceBlock(BigInt(step.next));
    case "skip":
      return bank.moveTo(BigInt(step.slot), BigInt(step.time));
    case "program":
      return bank.addProgram(step.id, bytesOf(step.bytes));
  }
}

function save(account: ChainAccount | null): SavedAccount {
  if (!account) return null;
  return [account.lamports.toString(), base64(account.data), account.owner, account.executable];
}

function restore(saved: SavedAccount): ChainAccount | null {
  if (!saved) return null;
  const [lamports, data, owner, executable] = saved;
  return { lamports: BigInt(lamports), data: bytesOf(data), owner, executable };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
