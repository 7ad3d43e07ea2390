import { VersionedMessage } from "@solana/web3.js";

import type { Bank } from "../core/bank";
import type { Block } from "../core/blocks";
import { feeOf } from "../core/fees";
import { requireAddress, requireBlockhash } from "./addresses";
import { encodeBlock } from "./block-encoding";
import { requireConfirmed, requireContextSlot, withContext } from "./context";
import { invalidParams, JsonRpcError, notAvailable, RpcErrorCode } from "./errors";
import { blockConfig, blocksWrapper, contextConfig, unwrapped } from "./params/configs";
import { list, text, u64, usize } from "./params/shape";
import { method, type Methods } from "./params/signature";
import { decodeBase64Param, describeFault } from "./wire";

const MESSAGE_TYPE = "solana_message::non_bpf_modules::versions::VersionedMessage";
const MAX_LOCKED_ACCOUNTS = 128;
const MAX_SLOT_RANGE = 500_000;

/** A method that says one thing of the newest state. */
const figure = (read: (bank: Bank) => unknown) =>
  method([], [contextConfig], (bank, config) => {
    requireContextSlot(bank, config);
    return read(bank);
  });

export const blockMethods: Methods = {
  getSlot: figure((bank) => Number(bank.closedSlot)),
  getBlockHeight: figure((bank) => bank.blockhashes.blockHeight),
  getGenesisHash: method([], [], (bank) => bank.blockhashes.genesisHash),
  getTransactionCount: figure((bank) => bank.ledger.transactionCount),
  getFirstAvailableBlock: method([], [], (bank) => Number(firstWholeSlot(bank))),
  minimumLedgerSlot: method([], [], (bank) => Number(firstWholeSlot(bank))),

  getBlock: method([u64], [blockConfig], (bank, slot, config) => {
    const options = unwrapped(config);
    requireConfirmed(options);
    return encodeBlock(bank, requireBlock(bank, BigInt(slot)), options);
  }),

  getBlocks: method([u64], [blocksWrapper, contextConfig], (bank, first, wrapper, config) => {
    const options = typeof wrapper === "object" ? wrapper : config;
    const newest = Number(bank.closedSlot);
    const last = typeof wrapper === "number" ? Math.min(wrapper, newest) : newest;
    requireConfirmed(options);
    requireContextSlot(bank, options);
    if (last - first > MAX_SLOT_RANGE) {
      throw invalidParams(`Slot range too large; max ${MAX_SLOT_RANGE}`);
    }
    const blocks = bank.blocks.from(BigInt(first), Math.max(last - first + 1, 0));
    return blocks.map(({ slot }) => Number(slot)).filter((slot) => slot <= last);
  }),

  getBlocksWithLimit: method([u64, usize], [contextConfig], (bank, first, limit, config) => {
    requireConfirmed(config);
    if (limit > MAX_SLOT_RANGE) throw invalidParams(`Limit too large; max ${MAX_SLOT_RANGE}`);
    requireContextSlot(bank, config);
    return bank.blocks.from(BigInt(first), limit).map(({ slot }) => Number(slot));
  }),

  getEpochSchedule: method([], [], ({ svm }) => {
    const schedule = svm.getEpochSchedule();
    return {
      slotsPerEpoch: Number(schedule.slotsPerEpoch),
      leaderScheduleSlotOffset: Number(schedule.leaderScheduleSlotOffset),
      warmup: schedule.warmup,
      firstNormalEpoch: Number(schedule.firstNormalEpoch),
      firstNormalSlot: Number(schedule.firstNormalSlot),
    };
  }),

  getBlockTime: method([u64], [], (bank, slot) => {
    const time = bank.timeline.timeOf(BigInt(slot));
    if (time === undefined) throw notAvailable(BigInt(slot));
    return Number(time);
  }),

  getEpochInfo: figure((bank) => {
    const { epoch, slotIndex, slotsInEpoch } = bank.epochs.at(bank.closedSlot);
    return {
      absoluteSlot: Number(bank.closedSlot),
      blockHeight: bank.blockhashes.blockHeight,
      epoch: Number(epoch),
      slotIndex: Number(slotIndex),
      slotsInEpoch: Number(slotsInEpoch),
      transactionCount: bank.ledger.transactionCount,
    };
  }),

  getLatestBlockhash: figure((bank) => {
    const { latest, lastValidBlockHeight } = bank.blockhashes;
    return withContext(bank, { blockhash: latest, lastValidBlockHeight });
  }),

  isBlockhashValid: method([text], [contextConfig], (bank, blockhash, config) => {
    requireBlockhash(blockhash);
    requireContextSlot(bank, config);
    return withContext(bank, bank.blockhashes.isValid(blockhash));
  }),

  getFeeForMessage: method([text], [contextConfig], (bank, encoded, config) => {
    const wire = decodeBase64Param(encoded);
    let message: VersionedMessage;
    try {
      message = VersionedMessage.deserialize(wire);
    } catch (error) {
      throw invalidParams(`failed to deserialize ${MESSAGE_TYPE}: ${describeFault(error)}`);
    }
    requireContextSlot(bank, config);
    const keys = message.staticAccountKeys.map((key) => key.toBase58());
    const known =
      bank.blockhashes.isValid(message.recentBlockhash) || bank.nonceOf({ message, keys }) !== null;
    return withContext(bank, known ? Number(feeOf(message)) : null);
  }),

  // Blocks are never full here, so no transaction has to bid for a place.
  getRecentPrioritizationFees: method([], [list(text)], (bank, locked = []) => {
    if (locked.length > MAX_LOCKED_ACCOUNTS) {
      throw invalidParams(`Too many inputs provided; max ${MAX_LOCKED_ACCOUNTS}`);
    }
    locked.forEach(requireAddress);
    return [{ slot: Number(bank.closedSlot), prioritizationFee: 0 }];
  }),
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
