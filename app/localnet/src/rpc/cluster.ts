import { LAMPORTS_PER_SOL, PublicKey } from "@solana/web3.js";

import { SYSTEM_PROGRAM } from "../core/accounts";
import type { Bank } from "../core/bank";
import { requireAddress } from "./addresses";
import { requireConfirmed, requireContextSlot, withContext } from "./context";
import { invalidParams, JsonRpcError, notAvailable, RpcErrorCode } from "./errors";
import {
  blockProductionConfig,
  commitmentConfig,
  contextConfig,
  epochConfig,
  largestAccountsConfig,
  leaderScheduleConfig,
  leaderScheduleWrapper,
  supplyConfig,
  voteAccountsConfig,
} from "./params/configs";
import { list, text, u64, usize } from "./params/shape";
import { method, type Methods } from "./params/signature";

/** The one node of the cluster, which leads every slot and has no stake. */
const IDENTITY = new PublicKey(Buffer.alloc(32, "the local network ")).toBase58();
/** A release of Agave whose answers these are, as clients compare versions; behind it, what runs here. */
export const VERSION = "3.1.0+litesvm.1.5";
/** The initial balance of the faucet. */
export const SUPPLY = 500_000_000n * BigInt(LAMPORTS_PER_SOL);

const MAX_SLOT_LEADERS = 5_000;
const LARGEST_ACCOUNTS = 20;
const SAMPLE_SECONDS = 60n;
const MAX_SAMPLES = 720;
const MIN_DELEGATION_LAMPORTS = LAMPORTS_PER_SOL;

/** What a cluster of one node without stake and inflation says of itself. */
export const clusterMethods: Methods = {
  getHealth: method([], [], () => "ok"),
  getVersion: method([], [], () => ({ "solana-core": VERSION, "feature-set": 0 })),
  getIdentity: method([], [], () => ({ identity: IDENTITY })),

  // It has no port for transactions: clients that look for one send them by `sendTransaction` instead.
  getClusterNodes: method([], [], () => [
    {
      pubkey: IDENTITY,
      gossip: null,
      tpu: null,
      tpuQuic: null,
      tpuForwards: null,
      tpuForwardsQuic: null,
      tpuVote: null,
      tvu: null,
      serveRepair: null,
      rpc: null,
      pubsub: null,
      version: VERSION,
      featureSet: 0,
      shredVersion: 0,
    },
  ]),

  getSlotLeader: method([], [contextConfig], (bank, config) => {
    requireContextSlot(bank, config);
    return IDENTITY;
  }),
  getSlotLeaders: method([u64, u64], [], (bank, first, limit) => {
    if (limit > MAX_SLOT_LEADERS) throw invalidParams(`Invalid limit; max ${MAX_SLOT_LEADERS}`);
    const { epoch } = bank.epochs.at(BigInt(first));
    if (limit > 0 && !isScheduled(bank, epoch)) {
      const reason = `leader schedule for epoch ${epoch} is unavailable`;
      throw invalidParams(`Invalid slot range: ${reason}`);
    }
    return Array.from({ length: limit }, () => IDENTITY);
  }),
  getLeaderSchedule: method(
    [],
    [leaderScheduleWrapper, leaderScheduleConfig],
    (bank, wrapper, config) => {
      const { identity } = (typeof wrapper === "object" ? wrapper : config) ?? {};
      if (identity !== undefined) requireAddress(identity);
      const slot = typeof wrapper === "number" ? BigInt(wrapper) : bank.closedSlot;
      const { epoch, slotsInEpoch } = bank.epochs.at(slot);
      if (!isScheduled(bank, epoch)) return null;
      if (identity !== undefined && identity !== IDENTITY) return {};
      return { [IDENTITY]: Array.from({ length: Number(slotsInEpoch) }, (_, index) => index) };
    },
  ),
  getBlockProduction: method([], [blockProductionConfig], (bank, config) => {
    const { identity, range } = config ?? {};
    if (identity !== undefined) requireAddress(identity);
    const newest = Number(bank.closedSlot);
    const { slotIndex } = bank.epochs.at(bank.closedSlot);
    const { firstSlot = newest - Number(slotIndex), lastSlot = newest } = range ?? {};
    if (lastSlot > newest) {
      throw invalidParams(`lastSlot, ${lastSlot}, is too large; max ${newest}`);
    }
    if (lastSlot < firstSlot) {
      throw invalidParams(`lastSlot, ${lastSlot}, cannot be less than firstSlot, ${firstSlot}`);
    }
    const blocks = bank.blocks.from(BigInt(firstSlot), lastSlot - firstSlot + 1);
    const produced = blocks.filter(({ slot }) => slot <= BigInt(lastSlot)).length;
    const asked = identity === undefined || identity === IDENTITY;
    return withContext(bank, {
      byIdentity: asked ? { [IDENTITY]: [produced, produced] } : {},
      range: { firstSlot, lastSlot },
    });
  }),
  getVoteAccounts: method([], [voteAccountsConfig], (_bank, config) => {
    if (config?.votePubkey !== undefined) requireAddress(config.votePubkey);
    return { current: [], delinquent: [] };
  }),
  getBlockCommitment: method([u64], [], () => ({ commitment: null, totalStake: 0 })),

  getMaxRetransmitSlot: method([], [], (bank) => Number(bank.closedSlot)),
  getMaxShredInsertSlot: method([], [], (bank) => Number(bank.closedSlot)),
  getHighestSnapshotSlot: method([], [], () => {
    throw new JsonRpcError(RpcErrorCode.NoSnapshot, "No snapshot");
  }),

  getRecentPerformanceSamples: method([], [usize], (bank, limit = MAX_SAMPLES) => {
    if (limit > MAX_SAMPLES) throw invalidParams(`Invalid limit; max ${MAX_SAMPLES}`);
    return limit === 0 ? [] : latestSample(bank);
  }),

  getInflationGovernor: method([], [commitmentConfig], () => ({
    initial: 0,
    terminal: 0,
    taper: 0,
    foundation: 0,
    foundationTerm: 0,
  })),
  getInflationRate: method([], [], (bank) => ({
    total: 0,
    validator: 0,
    foundation: 0,
    epoch: Number(bank.epochs.at(bank.closedSlot).epoch),
  })),
  getInflationReward: method([list(text)], [epochConfig], (bank, addresses, config) => {
    addresses.forEach(requireAddress);
    requireConfirmed(config);
    requireContextSlot(bank, config);
    const { epoch, slotIndex, slotsInEpoch } = bank.epochs.at(bank.closedSlot);
    // Rewards are paid in the first block of the epoch after.
    const rewarded = config?.epoch ?? Math.max(Number(epoch) - 1, 0);
    const started = bank.closedSlot - slotIndex;
    const paidIn = started + (BigInt(rewarded) + 1n - epoch) * slotsInEpoch;
    if (paidIn > bank.closedSlot) throw notAvailable(paidIn);
    return addresses.map(() => null);
  }),
  getStakeMinimumDelegation: method([], [contextConfig], (bank, config) => {
    requireContextSlot(bank, config);
    return withContext(bank, MIN_DELEGATION_LAMPORTS);
  }),

  getSupply: method([], [supplyConfig], (bank) => {
    const total = Number(SUPPLY);
    const none = { nonCirculating: 0, nonCirculatingAccounts: [] };
    return withContext(bank, { total, circulating: total, ...none });
  }),
  getLargestAccounts: method([], [largestAccountsConfig], (bank, config) => {
    if (config?.filter === "nonCirculating") return withContext(bank, []);
    const wallets = [...bank.accounts.ownedBy(SYSTEM_PROGRAM)].map(([address, { lamports }]) => ({
      address,
      lamports: Number(lamports),
    }));
    wallets.sort((a, b) => b.lamports - a.lamports);
    return withContext(bank, wallets.slice(0, LARGEST_ACCOUNTS));
  }),
};

/** Leaders are known of every epoch that has begun, and of the one after. */
function isScheduled(bank: Bank, epoch: bigint): boolean {
  return epoch <= bank.epochs.at(bank.closedSlot).epoch + 1n;
}

/** The last minute; nothing before the chain has lived so long. */
function latestSample({ blocks, closedSlot, now }: Bank) {
  const since = now - SAMPLE_SECONDS;
  if (blocks.first.time > since) return [];
  const recent = blocks.after(since);
  const count = recent.reduce((total, { signatures }) => total + signatures.length, 0);
  return [
    {
      slot: Number(closedSlot),
      numTransactions: count,
      numNonVoteTransactions: count,
      numSlots: recent.length,
      samplePeriodSecs: Number(SAMPLE_SECONDS),
    },
  ];
}
