import bs58 from "bs58";
import {
  MessageV0,
  PublicKey,
  TransactionMessage,
  type VersionedTransactionResponse,
} from "@solana/web3.js";
import { pda, PROGRAM_ID } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { anchorProgram, bn, key } from "./support";

/** What Anchor writes in front of an event that a program sends to itself. */
export const TAG = Buffer.from("e445a52e51cb9a1d", "hex");
export const OTHER_PROGRAM = key(60);
/** A program of the runtime that logs nothing, as the ed25519 program does. */
export const SILENT_PROGRAM = key(61);
export const authority = pda.eventAuthority();

/** The market's totals: 1 to 15 and the largest u64. */
export const marketState = {
  totalStaked: bn(1),
  totalLocked: bn(2),
  totalCooling: bn(3),
  totalBonded: bn(4),
  totalBondCooling: bn(5),
  totalEscrowed: bn(6),
  rewardWeight: bn(7),
  debtUnits: bn(8),
  debtEra: bn(9),
  feesOwed: bn(10),
  rewardsOwed: bn(11),
  treasuryOwed: bn(12),
  quotaPool: bn(13),
  quotaRewardsOwed: bn(14),
  feeStreamRemaining: bn(15),
  rewardStreamRemaining: bn(2n ** 64n - 1n),
};
export const stamp = {
  market: key(1),
  slot: bn(11),
  timestamp: bn(-12),
  sequence: bn(9_007_199_254_740_993n),
};

export function discriminatorOf(name: string): Buffer {
  const event = idl.events.find((known) => (known.name as string) === name);
  return Buffer.from(event?.discriminator ?? []);
}

/** An event as the program logs it, written by Anchor's own coder. */
function loggedData(name: string, fields: object): Buffer {
  const struct = name.charAt(0).toLowerCase() + name.slice(1);
  const body = anchorProgram.coder.types.encode(struct, fields);
  return Buffer.concat([discriminatorOf(name), body]);
}

/** An event as the program sends it to itself. */
export function eventData(name: string, fields: object): Buffer {
  return Buffer.concat([TAG, loggedData(name, fields)]);
}

export const collected = eventData("TreasuryCollected", {
  stamp,
  treasury: key(2),
  amount: bn(9_007_199_254_740_993n),
  market: marketState,
});

/** A settlement of one voucher that was settled and one that was skipped. */
export const settled = loggedData("VouchersSettled", {
  stamp,
  provider: key(3),
  epoch: 4_294_967_295,
  entries: [settledEntry(key(4), 0), settledEntry(key(5), 6_617)],
});

function settledEntry(channel: PublicKey, errorCode: number) {
  const figures = { channelSequence: bn(1), settled: bn(2n ** 64n - 1n), quotaUsed: bn(3) };
  return { channel, errorCode, ...figures, quotaEpoch: 4 };
}

export interface Inner {
  readonly program?: PublicKey;
  readonly accounts?: readonly PublicKey[];
  readonly data?: Buffer;
}

export interface ResponseOptions {
  readonly lookedUp?: boolean;
  readonly err?: object | null;
  readonly topLevel?: readonly Inner[];
  /** Which top-level instruction the inner ones belong to. */
  readonly innerOf?: number;
  readonly logs?: readonly string[];
}

/** A fetched transaction with the given inner instructions. */
export function response(
  inner: readonly Inner[],
  { lookedUp = false, err = null, topLevel = [], innerOf = 4, logs = [] }: ResponseOptions = {},
): VersionedTransactionResponse {
  const table = [PROGRAM_ID, authority];
  const fixed = [...[key(70), OTHER_PROGRAM, SILENT_PROGRAM, key(71)], ...(lookedUp ? [] : table)];
  const keys = [...fixed, ...(lookedUp ? table : [])];
  const at = (wanted: PublicKey) => keys.findIndex((known) => known.equals(wanted));
  const { header, recentBlockhash } = new TransactionMessage({
    payerKey: key(70),
    recentBlockhash: key(72).toBase58(),
    instructions: [],
  }).compileToV0Message();
  const compiled = ({ program = PROGRAM_ID, accounts = [authority], data = collected }: Inner) => ({
    programIdIndex: at(program),
    accounts: accounts.map(at),
    data: bs58.encode(data),
  });
  const message = new MessageV0({
    header,
    staticAccountKeys: fixed,
    recentBlockhash,
    compiledInstructions: topLevel.map((made) => {
      const { programIdIndex, accounts, data } = compiled(made);
      return { programIdIndex, accountKeyIndexes: accounts, data: bs58.decode(data) };
    }),
    addressTableLookups: [],
  });
  return {
    slot: 1,
    transaction: { message, signatures: [] },
    meta: {
      err,
      fee: 0,
      preBalances: [],
      postBalances: [],
      logMessages: [...logs],
      innerInstructions: [{ index: innerOf, instructions: inner.map(compiled) }],
      loadedAddresses: lookedUp
        ? { writable: [PROGRAM_ID], readonly: [authority] }
        : { writable: [], readonly: [] },
    },
  };
}
