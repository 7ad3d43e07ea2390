import { createInitializeMint2Instruction, MINT_SIZE, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { Keypair, PublicKey, SystemProgram, TransactionInstruction } from "@solana/web3.js";
import { constants, instructions, transactions } from "@diem/sdk";
import type { MarketParams, Roles } from "@diem/sdk";
import type { TestChain } from "./chain";

export { U64_MAX } from "@diem/sdk";

/** Periods short enough for a chain whose clock cannot be moved. */
export const EPOCH_SECS = 4n;
/** The shortest that the laws allow in a market of the usual epochs. */
export const COOLDOWN_SECS = EPOCH_SECS;
export const VVV_DECIMALS = 9;
/** Base units of one whole VVV or DIEM. */
export const UNIT = 1_000_000_000n;
/** A stake, about one VVV, of which an index has no remainder: a sole staker of it is paid to the last unit. */
export const EVEN_STAKE = 2n ** 30n;

/** What the test markets bind their vouchers to. */
export const CLUSTER_TAG = new Uint8Array(4);

/** The target supply of a new market: DIEM base units. */
export const TARGET_FLOOR = 38_000n * UNIT;

/** Enough for any instruction, so that no test simulates first. */
export const COMPUTE_UNIT_LIMIT = 400_000;

export interface MarketOptions {
  readonly params?: Partial<MarketParams>;
  readonly roles?: Partial<Roles>;
  readonly epochSecs?: bigint;
  readonly genesisTs?: bigint;
  /** Seconds since the genesis when the market is created, where no `genesisTs` is given; default: 1. */
  readonly genesisAgo?: bigint;
  readonly referencePrice?: bigint;
}

/** Periods as short as the laws allow in a market of such epochs, unless the changes say otherwise. */
export function testParams(
  epochSecs = EPOCH_SECS,
  changes: Partial<MarketParams> = {},
): MarketParams {
  const longest = (a: bigint, b: bigint) => (a > b ? a : b);
  const { stakeCooldownSecs = epochSecs, bondCooldownSecs = epochSecs } = changes;
  return {
    ...constants.defaultParams({
      vvvDecimals: VVV_DECIMALS,
      targetFloor: TARGET_FLOOR,
      referencePriceFloor: UNIT / 10n,
      referencePriceCap: 10n * UNIT,
      bondPerCredit: UNIT,
    }),
    ...{ stakeCooldownSecs, bondCooldownSecs },
    paramsDelaySecs: longest(stakeCooldownSecs, bondCooldownSecs),
    feeStreamSecs: longest(stakeCooldownSecs * constants.FEE_STREAM_COOLDOWNS, epochSecs),
    ...changes,
  };
}

export function createMarket(
  creator: PublicKey,
  vvvMint: PublicKey,
  treasury: PublicKey,
  now: bigint,
  { epochSecs = EPOCH_SECS, ...options }: MarketOptions = {},
): TransactionInstruction {
  return instructions.createMarket({
    creator,
    vvvMint,
    genesisTs: options.genesisTs ?? now - (options.genesisAgo ?? 1n),
    epochSecs,
    clusterTag: CLUSTER_TAG,
    referencePrice: options.referencePrice ?? UNIT,
    roles: { authority: creator, guardian: creator, arbiter: creator, treasury, ...options.roles },
    params: testParams(epochSecs, options.params),
  });
}

export function providerTerms(operator: PublicKey) {
  return {
    operator,
    endpoint: "https://compute.example/v1",
    price: UNIT,
    priceListHash: new Uint8Array(32).fill(7),
  };
}

export interface MintOptions {
  readonly freezeAuthority?: PublicKey;
  readonly programId?: PublicKey;
  readonly decimals?: number;
}

export async function createMint(
  chain: TestChain,
  authority: Keypair,
  { freezeAuthority, programId = TOKEN_PROGRAM_ID, decimals = VVV_DECIMALS }: MintOptions = {},
): Promise<PublicKey> {
  const mint = chain.keypair();
  const payer = chain.provider.wallet.publicKey;
  await transactions.send(chain.provider, {
    instructions: [
      SystemProgram.createAccount({
        fromPubkey: payer,
        newAccountPubkey: mint.publicKey,
        space: MINT_SIZE,
        lamports: await chain.connection.getMinimumBalanceForRentExemption(MINT_SIZE),
        programId,
      }),
      createInitializeMint2Instruction(
        mint.publicKey,
        decimals,
        authority.publicKey,
        freezeAuthority ?? null,
        programId,
      ),
    ],
    signers: [mint],
    computeUnitLimit: COMPUTE_UNIT_LIMIT,
  });
  return mint.publicKey;
}
