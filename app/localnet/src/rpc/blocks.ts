import { VersionedMessage } from "@solana/web3.js";
import bs58 from "bs58";

import { feeOf } from "../core/fees";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { integerAt, type Methods, parseAddress, stringAt, stringsAt, withContext } from "./method";
import { decodeBase64Param, describeFault } from "./wire";

const MESSAGE_TYPE = "solana_message::non_bpf_modules::versions::VersionedMessage";
const MAX_LOCKED_ACCOUNTS = 128;

export const blockMethods: Methods = {
  getSlot: (bank) => Number(bank.closedSlot),
  getBlockHeight: (bank) => bank.blockhashes.blockHeight,
  getGenesisHash: (bank) => bank.blockhashes.genesisHash,
  getTransactionCount: (bank) => bank.ledger.transactionCount,
  getFirstAvailableBlock: (bank) => Number(bank.timeline.firstSlot),
  minimumLedgerSlot: (bank) => Number(bank.timeline.firstSlot),
  getHealth: () => "ok",
  getVersion: () => ({ "solana-core": "litesvm-1.5" }),

  getBlockTime: (bank, params) => {
    const slot = integerAt(params, 0);
    const time = bank.timeline.timeOf(BigInt(slot));
    if (time !== undefined) return Number(time);
    const message = `Block not available for slot ${slot}`;
    throw new JsonRpcError(RpcErrorCode.BlockNotAvailable, message);
  },

  getEpochInfo: (bank) => {
    const { epoch, slotIndex, slotsInEpoch } = bank.epochOf(bank.closedSlot);
    return {
      absoluteSlot: Number(bank.closedSlot),
      blockHeight: bank.blockhashes.blockHeight,
      epoch: Number(epoch),
      slotIndex: Number(slotIndex),
      slotsInEpoch: Number(slotsInEpoch),
      transactionCount: bank.ledger.transactionCount,
    };
  },

  getLatestBlockhash: (bank) => {
    const { latest, lastValidBlockHeight } = bank.blockhashes;
    return withContext(bank, { blockhash: latest, lastValidBlockHeight });
  },

  isBlockhashValid: (bank, params) =>
    withContext(bank, bank.blockhashes.isValid(blockhashAt(params, 0))),

  getFeeForMessage: (bank, params) => {
    const wire = decodeBase64Param(stringAt(params, 0));
    let message: VersionedMessage;
    try {
      message = VersionedMessage.deserialize(wire);
    } catch (error) {
      throw invalidParams(`failed to deserialize ${MESSAGE_TYPE}: ${describeFault(error)}`);
    }
    const known = bank.blockhashes.isValid(message.recentBlockhash);
    return withContext(bank, known ? Number(feeOf(message)) : null);
  },

  // Blocks are never full here, so no transaction has to bid for a place.
  getRecentPrioritizationFees: (bank, params) => {
    const locked = params[0] == null ? [] : stringsAt(params, 0);
    if (locked.length > MAX_LOCKED_ACCOUNTS) {
      throw invalidParams(`Too many inputs provided; max ${MAX_LOCKED_ACCOUNTS}`);
    }
    locked.forEach(parseAddress);
    return [{ slot: Number(bank.closedSlot), prioritizationFee: 0 }];
  },
};

/** A blockhash is written like an address, but a validator says less about one that is not. */
function blockhashAt(params: readonly unknown[], index: number): string {
  const text = stringAt(params, index);
  const bytes = bs58.decodeUnsafe(text);
  if (!bytes) throw invalidParams("Invalid");
  if (bytes.length !== 32) throw invalidParams("WrongSize");
  return text;
}
