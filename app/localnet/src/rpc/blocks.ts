import { VersionedMessage } from "@solana/web3.js";

import { feeOf } from "../core/fees";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { integerAt, type Methods, stringAt, withContext } from "./method";

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
    withContext(bank, bank.blockhashes.isValid(stringAt(params, 0))),

  getFeeForMessage: (bank, params) => {
    let message: VersionedMessage;
    try {
      message = VersionedMessage.deserialize(Buffer.from(stringAt(params, 0), "base64"));
    } catch (error) {
      throw invalidParams(`failed to deserialize the message: ${String(error)}`);
    }
    const known = bank.blockhashes.isValid(message.recentBlockhash);
    return withContext(bank, known ? Number(feeOf(message)) : null);
  },

  // Blocks are never full here, so no transaction has to bid for a place.
  getRecentPrioritizationFees: (bank) => [{ slot: Number(bank.closedSlot), prioritizationFee: 0 }],
};
