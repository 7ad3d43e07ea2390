import { VersionedMessage } from "@solana/web3.js";
import bs58 from "bs58";

import type { Bank } from "../core/bank";
import type { Block } from "../core/blocks";
import { feeOf } from "../core/fees";
import { encodeBlock } from "./block-encoding";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { transactionOptionsAt } from "./transaction-options";
import {
  integerAt,
  type Methods,
  optionsAt,
  parseAddress,
  requireConfirmed,
  stringAt,
  stringsAt,
  withContext,
} from "./method";
import { decodeBase64Param, describeFault } from "./wire";

const MESSAGE_TYPE = "solana_message::non_bpf_modules::versions::VersionedMessage";
const MAX_LOCKED_ACCOUNTS = 128;
const MAX_SLOT_RANGE = 500_000;

export const blockMethods: Methods = {
  getSlot: (bank) => Number(bank.closedSlot),
  getBlockHeight: (bank) => bank.blockhashes.blockHeight,
  getGenesisHash: (bank) => bank.blockhashes.genesisHash,
  getTransactionCount: (bank) => bank.ledger.transactionCount,
  getFirstAvailableBlock: (bank) => Number(firstWholeSlot(bank)),
  minimumLedgerSlot: (bank) => Number(firstWholeSlot(bank)),

  getBlock: (bank, params) => {
    const slot = BigInt(integerAt(params, 0));
    const options = transactionOptionsAt(params, 1);
    requireConfirmed(options);
    return encodeBlock(bank, requireBlock(bank, slot), options);
  },

  getBlocks: (bank, params) => {
    const first = integerAt(params, 0);
    const newest = Number(bank.closedSlot);
    const last = typeof params[1] === "number" ? Math.min(integerAt(params, 1), newest) : newest;
    requireConfirmed(optionsAt(params, typeof params[1] === "number" ? 2 : 1));
    if (last - first > MAX_SLOT_RANGE) {
      throw invalidParams(`Slot range too large; max ${MAX_SLOT_RANGE}`);
    }
    const blocks = bank.blocks.from(BigInt(first), Math.max(last - first + 1, 0));
    return blocks.map(({ slot }) => Number(slot)).filter((slot) => slot <= last);
  },

  getBlocksWithLimit: (bank, params) => {
    const limit = integerAt(params, 1, "usize");
    requireConfirmed(optionsAt(params, 2));
    if (limit > MAX_SLOT_RANGE) throw invalidParams(`Limit too large; max ${MAX_SLOT_RANGE}`);
    const first = BigInt(integerAt(params, 0));
    return bank.blocks.from(first, limit).map(({ slot }) => Number(slot));
  },

  getEpochSchedule: ({ svm }) => {
    const schedule = svm.getEpochSchedule();
    return {
      slotsPerEpoch: Number(schedule.slotsPerEpoch),
      leaderScheduleSlotOffset: Number(schedule.leaderScheduleSlotOffset),
      warmup: schedule.warmup,
      firstNormalEpoch: Number(schedule.firstNormalEpoch),
      firstNormalSlot: Number(schedule.firstNormalSlot),
    };
  },

  getBlockTime: (bank, params) => {
    const slot = integerAt(params, 0);
    const time = bank.timeline.timeOf(BigInt(slot));
    if (time !== undefined) return Number(time);
    throw notAvailable(BigInt(slot));
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

/** From this slot on every block and every transaction is remembered. */
function firstWholeSlot({ blocks, ledger }: Bank): bigint {
  const { slot } = blocks.first;
  return slot > ledger.firstWholeSlot ? slot : ledger.firstWholeSlot;
}

/** @throws JsonRpcError for a slot without a block, be it skipped, forgotten or in the future */
function requireBlock(bank: Bank, slot: bigint): Block {
  const first = firstWholeSlot(bank);
  if (slot < first) {
    throw new JsonRpcError(
      RpcErrorCode.BlockCleanedUp,
      `Block ${slot} cleaned up, does not exist on node. First available block: ${first}`,
    );
  }
  const block = bank.blocks.get(slot);
  if (block) return block;
  if (slot > bank.closedSlot) throw notAvailable(slot);
  throw new JsonRpcError(
    RpcErrorCode.SlotSkipped,
    `Slot ${slot} was skipped, or missing due to ledger jump to recent snapshot`,
  );
}

function notAvailable(slot: bigint): JsonRpcError {
  const message = `Block not available for slot ${slot}`;
  return new JsonRpcError(RpcErrorCode.BlockNotAvailable, message);
}

/** A blockhash is written like an address, but a validator says less about one that is not. */
function blockhashAt(params: readonly unknown[], index: number): string {
  const text = stringAt(params, index);
  const bytes = bs58.decodeUnsafe(text);
  if (!bytes) throw invalidParams("Invalid");
  if (bytes.length !== 32) throw invalidParams("WrongSize");
  return text;
}
