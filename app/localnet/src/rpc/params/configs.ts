import { extended, none, readFields, struct, tagged, untagged, variants } from "./compound";
import { filter } from "./filters";
import { defaulted, flag, list, option, type Read, text, u64, u8, usize } from "./shape";

const commitmentLevel = variants(["processed", "confirmed", "finalized"]);

/** Where a commitment stands alone, it has to be one. */
export const commitmentConfig = struct("CommitmentConfig", { commitment: commitmentLevel });

/** Among other options, a commitment that is none counts as left out. */
function withCommitment(given: Readonly<Record<string, unknown>>): {
  readonly commitment: Read<typeof commitmentLevel> | undefined;
} {
  try {
    return { commitment: commitmentLevel(given.commitment) };
  } catch {
    return { commitment: undefined };
  }
}

const context = { minContextSlot: option(u64) };

export const contextConfig = extended("RpcContextConfig", context, withCommitment);

export type ContextConfig = Partial<Read<typeof contextConfig>>;

const accountEncoding = variants(["binary", "base58", "base64", "jsonParsed", "base64+zstd"]);

const dataSlice = struct("UiDataSliceConfig", { offset: usize, length: usize });

const account = { encoding: option(accountEncoding), dataSlice: option(dataSlice), ...context };

/** How accounts are shown, and from which state. */
export const accountConfig = extended("RpcAccountInfoConfig", account, withCommitment);

export type AccountConfig = Partial<Read<typeof accountConfig>>;

export const programAccountsConfig = extended(
  "RpcProgramAccountsConfig",
  { filters: option(list(filter)), withContext: option(flag), sortResults: option(flag) },
  (given) => ({ ...readFields(account, given), ...withCommitment(given) }),
);

export const epochConfig = extended(
  "RpcEpochConfig",
  { epoch: option(u64), ...context },
  withCommitment,
);

export const largestAccountsConfig = extended(
  "RpcLargestAccountsConfig",
  {
    filter: option(variants(["circulating", "nonCirculating"])),
    sortResults: option(flag),
  },
  withCommitment,
);

export const supplyConfig = extended(
  "RpcSupplyConfig",
  { excludeNonCirculatingAccountsList: defaulted(flag, false) },
  withCommitment,
);

export const voteAccountsConfig = extended(
  "RpcGetVoteAccountsConfig",
  {
    votePubkey: option(text),
    keepUnstakedDelinquents: option(flag),
    delinquentSlotDistance: option(u64),
  },
  withCommitment,
);

const slotRange = struct("RpcBlockProductionConfigRange", {
  firstSlot: u64,
  lastSlot: option(u64),
});

export const blockProductionConfig = extended(
  "RpcBlockProductionConfig",
  { identity: option(text), range: option(slotRange) },
  withCommitment,
);

export const leaderScheduleConfig = extended(
  "RpcLeaderScheduleConfig",
  { identity: option(text) },
  withCommitment,
);

/** A slot, or the options at once. */
export const leaderScheduleWrapper = untagged(
  "RpcLeaderScheduleConfigWrapper",
  u64,
  leaderScheduleConfig,
);

/** The last slot, or the options at once. */
export const blocksWrapper = untagged("RpcBlocksConfigWrapper", u64, contextConfig);

export const statusConfig = struct("RpcSignatureStatusConfig", { searchTransactionHistory: flag });

export const signaturesConfig = extended(
  "RpcSignaturesForAddressConfig",
  { before: option(text), until: option(text), limit: option(usize), ...context },
  withCommitment,
);

export const airdropConfig = extended(
  "RpcRequestAirdropConfig",
  { recentBlockhash: option(text) },
  withCommitment,
);

const transactionEncoding = variants(["binary", "base64", "base58", "json", "jsonParsed"]);

export type TransactionEncoding = Read<typeof transactionEncoding>;

const transaction = {
  encoding: option(transactionEncoding),
  maxSupportedTransactionVersion: option(u8),
};

/** How getTransaction shows it. Older clients name the encoding alone. */
export const transactionConfig = untagged(
  "RpcEncodingConfigWrapper",
  transactionEncoding,
  extended("RpcTransactionConfig", transaction, withCommitment),
);

/** How getBlock shows it. */
export const blockConfig = untagged(
  "RpcEncodingConfigWrapper",
  transactionEncoding,
  extended(
    "RpcBlockConfig",
    {
      ...transaction,
      transactionDetails: option(variants(["full", "signatures", "none", "accounts"])),
      rewards: option(flag),
    },
    withCommitment,
  ),
);

/** How a transaction is shown, however that was said. */
export type TransactionConfig = Partial<Read<typeof transactionConfig> & object>;
export type BlockConfig = Partial<Exclude<Read<typeof blockConfig>, string>>;

/** The options of an encoding that was named alone. */
export function unwrapped<Config extends object>(
  given: Config | TransactionEncoding | undefined,
): Partial<Config> {
  if (typeof given === "string") return { encoding: given } as unknown as Partial<Config>;
  return given ?? {};
}

export const sendConfig = struct("RpcSendTransactionConfig", {
  skipPreflight: defaulted(flag, false),
  preflightCommitment: option(commitmentLevel),
  encoding: option(transactionEncoding),
  maxRetries: option(usize),
  minContextSlot: option(u64),
});

const shownAccounts = struct("RpcSimulateTransactionAccountsConfig", {
  encoding: option(accountEncoding),
  addresses: list(text),
});

export const simulationConfig = extended(
  "RpcSimulateTransactionConfig",
  {
    sigVerify: defaulted(flag, false),
    replaceRecentBlockhash: defaulted(flag, false),
    encoding: option(transactionEncoding),
    accounts: option(shownAccounts),
    innerInstructions: defaulted(flag, false),
    ...context,
  },
  withCommitment,
);

export type SimulationConfig = Partial<Read<typeof simulationConfig>>;

export const logsConfig = extended("RpcTransactionLogsConfig", {}, withCommitment);

/** Which blocks are told of. */
export const blockFilter = tagged({ all: none, mentionsAccountOrProgram: text });

export const blockSubscribeConfig = extended(
  "RpcBlockSubscribeConfig",
  {
    ...transaction,
    transactionDetails: option(variants(["full", "signatures", "none", "accounts"])),
    showRewards: option(flag),
  },
  withCommitment,
);

export const signatureConfig = extended(
  "RpcSignatureSubscribeConfig",
  { enableReceivedNotification: option(flag) },
  withCommitment,
);
