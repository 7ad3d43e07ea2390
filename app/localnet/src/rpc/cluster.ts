import { LAMPORTS_PER_SOL, PublicKey } from "@solana/web3.js";

import { SYSTEM_PROGRAM } from "../core/accounts";
import type { Bank } from "../core/bank";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import {
  integerAt,
  type Methods,
  optionsAt,
  parseAddress,
  stringsAt,
  unknownVariant,
  withContext,
} from "./method";

/** The one node of the cluster, which leads every slot and has no stake. */
const IDENTITY = new PublicKey(Buffer.alloc(32, "the local network ")).toBase58();
/** A release of Agave whose answers these are, as clients compare versions; behind it, what runs here. */
export const VERSION = "3.1.0+litesvm.1.5";
/** What the faucet was born with. */
export const SUPPLY = 500_000_000n * BigInt(LAMPORTS_PER_SOL);

const MAX_SLOT_LEADERS = 5_000;
const LARGEST_ACCOUNTS = 20;
const SAMPLE_SECONDS = 60n;
const MAX_SAMPLES = 720;
const MIN_DELEGATION_LAMPORTS = 1;

/** What a cluster of one node without stake and inflation says of itself. */
export const clusterMethods: Methods = {
  getHealth: () => "ok",
  getVersion: () => ({ "solana-core": VERSION, "feature-set": 0 }),
  getIdentity: () => ({ identity: IDENTITY }),

  // It has no port for transactions: clients that look for one send them by `sendTransaction` instead.
  getClusterNodes: () => [
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
  ],

  getSlotLeader: () => IDENTITY,
  getSlotLeaders: (_bank, params) => {
    integerAt(params, 0);
    const limit = integerAt(params, 1);
    if (limit > MAX_SLOT_LEADERS) throw invalidParams(`Invalid limit; max ${MAX_SLOT_LEADERS}`);
    return Array.from({ length: limit }, () => IDENTITY);
  },
  getLeaderSchedule: (bank, params) => {
    const slot = params[0] == null ? bank.closedSlot : BigInt(integerAt(params, 0));
    const { identity } = optionsAt(params, 1);
    if (identity !== undefined && parseAddress(identity) !== IDENTITY) return {};
    const { slotsInEpoch } = bank.epochOf(slot);
    return { [IDENTITY]: Array.from({ length: Number(slotsInEpoch) }, (_, index) => index) };
  },
  getBlockProduction: (bank) => {
    const { slotIndex } = bank.epochOf(bank.closedSlot);
    const first = bank.closedSlot - slotIndex;
    const produced = bank.blocks.from(first, Number(slotIndex) + 1).length;
    return withContext(bank, {
      byIdentity: { [IDENTITY]: [produced, produced] },
      range: { firstSlot: Number(first), lastSlot: Number(bank.closedSlot) },
    });
  },
  getVoteAccounts: () => ({ current: [], delinquent: [] }),
  getBlockCommitment: (_bank, params) => {
    integerAt(params, 0);
    return { commitment: null, totalStake: 0 };
  },

  getMaxRetransmitSlot: (bank) => Number(bank.closedSlot),
  getMaxShredInsertSlot: (bank) => Number(bank.closedSlot),
  getHighestSnapshotSlot: () => {
    throw new JsonRpcError(RpcErrorCode.NoSnapshot, "No snapshot");
  },

  getRecentPerformanceSamples: (bank, params) => {
    const limit = params[0] == null ? MAX_SAMPLES : integerAt(params, 0, "usize");
    if (limit > MAX_SAMPLES) throw invalidParams(`Invalid limit; max ${MAX_SAMPLES}`);
    return limit === 0 ? [] : latestSample(bank);
  },

  getInflationGovernor: () => ({
    initial: 0,
    terminal: 0,
    taper: 0,
    foundation: 0,
    foundationTerm: 0,
  }),
  getInflationRate: (bank) => ({
    total: 0,
    validator: 0,
    foundation: 0,
    epoch: Number(bank.epochOf(bank.closedSlot).epoch),
  }),
  getInflationReward: (_bank, params) =>
    stringsAt(params, 0)
      .map(parseAddress)
      .map(() => null),
  getStakeMinimumDelegation: (bank) => withContext(bank, MIN_DELEGATION_LAMPORTS),

  getSupply: (bank) => {
    const total = Number(SUPPLY);
    const none = { nonCirculating: 0, nonCirculatingAccounts: [] };
    return withContext(bank, { total, circulating: total, ...none });
  },
  getLargestAccounts: (bank, params) => {
    const { filter } = optionsAt(params, 0);
    if (filter === "nonCirculating") return withContext(bank, []);
    if (filter !== undefined && filter !== "circulating") {
      const found = typeof filter === "string" ? filter : JSON.stringify(filter);
      throw unknownVariant(found, ["circulating", "nonCirculating"]);
    }
    const wallets = [...bank.accounts.ownedBy(SYSTEM_PROGRAM)].map(([address, { lamports }]) => ({
      address,
      lamports: Number(lamports),
    }));
    wallets.sort((a, b) => b.lamports - a.lamports);
    return withContext(bank, wallets.slice(0, LARGEST_ACCOUNTS));
  },
};

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
