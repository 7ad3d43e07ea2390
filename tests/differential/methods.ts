import { ADDRESSES } from "./fixture";

export type Values = readonly unknown[];

/** An argument is one of some values, or an object of options, each with some values of its own. */
export type Argument = Values | { readonly options: Readonly<Record<string, Values>> };

export interface Signature {
  readonly required: readonly Argument[];
  readonly optional: readonly Argument[];
}

const TOKEN = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
const SYSTEM = "11111111111111111111111111111111";
const NO_SIGNATURE = "1".repeat(64);
const { wallet, mint, token, nonce, delegate, nobody } = ADDRESSES;

const address = [wallet, mint, token, nonce, nobody];
const signature = ["$landed", NO_SIGNATURE];
const commitment = ["processed", "confirmed", "finalized"];
const minContextSlot = [0, 1];
const context = { options: { commitment, minContextSlot } };
const alone = { options: { commitment } };
const encoding = ["binary", "base58", "base64", "base64+zstd", "jsonParsed"];
const dataSlice = [
  { offset: 0, length: 8 },
  { offset: 70, length: 20 },
  { offset: 9_999, length: 1 },
  [4, 4],
];
const account = { options: { encoding, dataSlice, commitment, minContextSlot } };
const filters = [
  [],
  [{ dataSize: 165 }],
  [{ memcmp: { offset: 0, bytes: mint } }],
  [{ dataSize: 165 }, { memcmp: { offset: 32, bytes: "AAAA", encoding: "base64" } }],
  ["tokenAccountState", { memcmp: { offset: 0, bytes: mint } }],
  [{ memcmp: { offset: 0, bytes: [1, 2, 3] } }],
  [{ memcmp: { offset: 0, bytes: "0OIl" } }],
  [{ memcmp: { offset: 0, bytes: "!", encoding: "base64" } }],
  [{ memcmp: { offset: 0 } }],
  [{ memcmp: { bytes: "1" } }],
  Array(5).fill({ dataSize: 1 }),
  [{ dataSize: -1 }],
  [{ nothing: 1 }],
];
const programAccounts = {
  options: { ...account.options, filters, withContext: [true, false], sortResults: [true] },
};
const transactionEncoding = ["json", "jsonParsed", "base58", "base64", "binary"];
const shown = {
  encoding: transactionEncoding,
  commitment,
  maxSupportedTransactionVersion: [0, 1, 255],
};
const transactions = [
  "$landedAgain",
  "$stale",
  "$good",
  "$missigned",
  "$unsigned",
  "$poor",
  "$failing",
  "AAAA",
  "A",
  "!",
  "",
];

const none: Signature = { required: [], optional: [] };
const figure: Signature = { required: [], optional: [context] };

/** The parameters of every method, with values that are good. */
export const METHODS: Readonly<Record<string, Signature>> = {
  getAccountInfo: { required: [address], optional: [account] },
  getBalance: { required: [address], optional: [context] },
  getBlock: {
    required: [["$slot", 999_999_999_999]],
    optional: [
      {
        options: {
          ...shown,
          transactionDetails: ["full", "accounts", "signatures", "none"],
          rewards: [true, false],
        },
      },
    ],
  },
  getBlockCommitment: { required: [["$slot"]], optional: [] },
  getBlockHeight: figure,
  getBlockProduction: {
    required: [],
    optional: [
      {
        options: {
          commitment,
          identity: [nobody],
          range: [{ firstSlot: 999_999_999_999 }, { firstSlot: 5, lastSlot: 1 }, [1]],
        },
      },
    ],
  },
  getBlockTime: { required: [["$slot", 999_999_999_999]], optional: [] },
  getBlocks: { required: [["$slot"]], optional: [["$slot", 0], alone] },
  getBlocksWithLimit: { required: [["$slot"], [0, 1, 500_001]], optional: [alone] },
  getClusterNodes: none,
  getEpochInfo: figure,
  getEpochSchedule: none,
  getFeeForMessage: { required: [["$message", "AAAA", "!"]], optional: [context] },
  getFirstAvailableBlock: none,
  getGenesisHash: none,
  getHealth: none,
  getHighestSnapshotSlot: none,
  getIdentity: none,
  getInflationGovernor: { required: [], optional: [alone] },
  getInflationRate: none,
  getInflationReward: {
    required: [[[], [wallet], [wallet, nobody]]],
    optional: [{ options: { commitment, epoch: [99_999], minContextSlot } }],
  },
  getLargestAccounts: {
    required: [],
    optional: [
      { options: { commitment, filter: ["circulating", "nonCirculating"], sortResults: [true] } },
    ],
  },
  getLatestBlockhash: figure,
  getLeaderSchedule: {
    required: [],
    optional: [[9999_999_999_999], { options: { commitment, identity: [nobody] } }],
  },
  getMaxRetransmitSlot: none,
  getMaxShredInsertSlot: none,
  getMinimumBalanceForRentExemption: {
    required: [[0, 165, 10_485_760, 10_485_761]],
    optional: [alone],
  },
  getMultipleAccounts: { required: [[[], [wallet], [token, nobody, mint]]], optional: [account] },
  getProgramAccounts: { required: [[TOKEN, nobody]], optional: [programAccounts] },
  getRecentPerformanceSamples: { required: [], optional: [[0, 721]] },
  getRecentPrioritizationFees: {
    required: [],
    optional: [[[], [wallet], Array(129).fill(wallet)]],
  },
  getSignatureStatuses: {
    required: [[[], ["$landed"], [NO_SIGNATURE, "$landed"], Array(257).fill(NO_SIGNATURE)]],
    optional: [{ options: { searchTransactionHistory: [true, false] } }],
  },
  getSignaturesForAddress: {
    required: [[delegate, nobody]],
    optional: [
      {
        options: {
          commitment,
          minContextSlot,
          before: signature,
          until: signature,
          limit: [1, 1_000, 0, 1_001],
        },
      },
    ],
  },
  getSlot: figure,
  getSlotLeader: figure,
  getSlotLeaders: { required: [["$slot"], [0, 3, 5_001]], optional: [] },
  getStakeMinimumDelegation: figure,
  getSupply: {
    required: [],
    optional: [{ options: { commitment, excludeNonCirculatingAccountsList: [true, false] } }],
  },
  getTokenAccountBalance: { required: [address], optional: [alone] },
  getTokenAccountsByDelegate: {
    required: [
      [delegate, nobody],
      [{ mint }, { programId: TOKEN }, { mint: nobody }],
    ],
    optional: [account],
  },
  getTokenAccountsByOwner: {
    required: [
      [wallet, nobody],
      [{ mint }, { programId: TOKEN }, { programId: SYSTEM }],
    ],
    optional: [account],
  },
  getTokenLargestAccounts: { required: [address], optional: [alone] },
  getTokenSupply: { required: [address], optional: [alone] },
  getTransaction: { required: [signature], optional: [{ options: shown }] },
  getTransactionCount: figure,
  getVersion: none,
  getVoteAccounts: {
    required: [],
    optional: [
      {
        options: {
          commitment,
          votePubkey: [nobody],
          keepUnstakedDelinquents: [true],
          delinquentSlotDistance: [5],
        },
      },
    ],
  },
  isBlockhashValid: { required: [["$blockhash", "$genesis", nobody]], optional: [context] },
  minimumLedgerSlot: none,
  requestAirdrop: { required: [["x", "0"], [1]], optional: [{ options: { commitment } }] },
  sendTransaction: {
    required: [transactions.filter((name) => name !== "$good")],
    optional: [
      {
        options: {
          encoding: ["base64", "base58", "json"],
          preflightCommitment: commitment,
          maxRetries: [0],
          minContextSlot,
        },
      },
    ],
  },
  simulateTransaction: {
    required: [transactions],
    optional: [
      {
        options: {
          encoding: ["base64", "base58", "jsonParsed"],
          commitment,
          minContextSlot,
          sigVerify: [true, false],
          replaceRecentBlockhash: [true, false],
          innerInstructions: [true, false],
          accounts: [
            { addresses: [] },
            { addresses: [wallet], encoding: "base64" },
            { addresses: [wallet], encoding: "base58" },
            { addresses: ["x"] },
            { addresses: [wallet, wallet, wallet, wallet, wallet] },
          ],
        },
      },
    ],
  },
};

export const SUBSCRIPTIONS: Readonly<Record<string, Signature>> = {
  accountSubscribe: { required: [address], optional: [account] },
  blockSubscribe: { required: [["all"]], optional: [] },
  logsSubscribe: {
    required: [
      [
        "all",
        "allWithVotes",
        { mentions: [wallet] },
        { mentions: [] },
        { mentions: [wallet, mint] },
        { mentions: ["x"] },
      ],
    ],
    optional: [alone],
  },
  programSubscribe: { required: [[TOKEN, nobody]], optional: [programAccounts] },
  rootSubscribe: none,
  signatureSubscribe: {
    required: [[NO_SIGNATURE]],
    optional: [{ options: { commitment, enableReceivedNotification: [true, false] } }],
  },
  slotSubscribe: none,
  slotsUpdatesSubscribe: none,
  voteSubscribe: none,
  accountUnsubscribe: { required: [[99_999]], optional: [] },
  blockUnsubscribe: { required: [[99_999]], optional: [] },
  logsUnsubscribe: { required: [[99_999]], optional: [] },
  programUnsubscribe: { required: [[99_999]], optional: [] },
  rootUnsubscribe: { required: [[99_999]], optional: [] },
  signatureUnsubscribe: { required: [[99_999]], optional: [] },
  slotUnsubscribe: { required: [[99_999]], optional: [] },
  slotsUpdatesUnsubscribe: { required: [[99_999]], optional: [] },
  voteUnsubscribe: { required: [[99_999]], optional: [] },
};
