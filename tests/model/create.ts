import {
  AccountLayout,
  AccountState,
  MINT_SIZE,
  MintLayout,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import {
  ComputeBudgetProgram,
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  SystemProgram,
} from "@solana/web3.js";
import { DIEM_PROGRAM_PATH, EmbeddedChain } from "@diem/localnet";
import { constants, instructions, type MarketKeys, pda, PROGRAM_ID } from "@diem/sdk";
import { METADATA_DOUBLE } from "../support/chain";
import { CLUSTER_TAG, COMPUTE_UNIT_LIMIT, UNIT, VVV_DECIMALS } from "../support/market";
import { Addresses } from "./addresses";
import type { Generator } from "./generator";
import { scheduled } from "./epochs";
import { emit, stampOf } from "./events";
import { drawParams, EPOCH_SECS } from "./params";
import { type Outcome, send } from "./send";
import type { Market, Params, Roles, State } from "./state";
import { resting } from "./streams";
import type { Cast, Person, World } from "./world";

/** The chain's first second: fixed, so that a history is the same whenever it is played. */
const FIRST_TS = 1_800_000_000n;
const GENESIS_TS = FIRST_TS - 7n;
const WALLET_LAMPORTS = 1_000 * LAMPORTS_PER_SOL;
const RENT_LAMPORTS = 10_000_000;
const SEED_BYTES = 32;

function keypairs(): () => Keypair {
  let drawn = 0;
  return () => {
    const bytes = Buffer.alloc(SEED_BYTES);
    bytes.writeUInt32LE((drawn += 1));
    return Keypair.fromSeed(bytes);
  };
}

/** VVV of one person: some have little, some so much that sums come near the last u64. */
function wealth(generator: Generator): bigint {
  return generator.mostly(
    generator.pick([1_000_000n * UNIT, 50_000n * UNIT]),
    [2n ** 59n, 3n, 0n],
    15,
  );
}

/** Legal parameters under which there is something to mint, and to serve with it. */
function firstParams(generator: Generator): Params {
  const targetFloor = generator.pick([38_000n, 500n]) * UNIT;
  const steepnessBps = generator.pick([20_000, 20_000, 40_000]);
  const targetCap = 10n * targetFloor;
  const curve = { baseRate: 90n * UNIT, steepnessBps, targetFloor, targetCap };
  const haircut = generator.pick([2_000, 5_000, 500]);
  return { ...drawParams(generator, haircut), ...curve, creditsPerDiem: constants.CREDIT_UNIT };
}

/** Within the bounds, and such that what people have buys some credits. */
function firstPrice(
  generator: Generator,
  { referencePriceFloor, referencePriceCap }: Params,
): bigint {
  const prices = [referencePriceFloor * 2n, referencePriceFloor * 4n, UNIT, referencePriceCap];
  const legal = prices.filter((price) => price >= referencePriceFloor && price <= UNIT);
  return generator.pick(legal);
}

/** A new chain with a market of short periods, and people with VVV. */
export function createWorld(generator: Generator): { world: World; opened: Outcome } {
  const programs = [
    { programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH },
    { programId: constants.TOKEN_METADATA_PROGRAM_ID, path: METADATA_DOUBLE },
  ];
  const chain = EmbeddedChain.start({ programs, now: FIRST_TS });
  const keypair = keypairs();
  const creator = keypair();
  const vvvMint = keypair().publicKey;
  const keys = pda.marketKeys({ creator: creator.publicKey, vvvMint });
  const addresses = new Addresses(keys.market);
  const person = (name: string): Person => {
    const own = name === "authority" ? creator : keypair();
    const key = own.publicKey;
    const vvv = addresses.ata(vvvMint, key);
    return { name, keypair: own, key, vvv, diem: addresses.ata(keys.diemMint, key) };
  };
  const cast = makeCast(person);
  const people = Object.values(cast).flat() as readonly Person[];
  for (const { key } of people) giveLamports(chain, key);
  const params = firstParams(generator);
  const { authority, guardian, arbiter, treasury } = cast;
  const roles: Roles = {
    ...{ authority: authority.key, guardian: guardian.key },
    ...{ arbiter: arbiter.key, treasury: treasury.key },
  };
  const order = { params, roles, referencePrice: firstPrice(generator, params) };
  const state = firstState(keys, creator.publicKey, order);
  const world = { chain, keys, addresses, cast, people, state, focus: undefined };
  register(world);
  const opened = openMarket(world, order);
  fund(world, generator);
  return { world, opened };
}

function makeCast(person: (name: string) => Person): Cast {
  const several = (name: string, count: number) =>
    Array.from({ length: count }, (_, nth) => person(`${name} ${nth + 1}`));
  return {
    ...{ stakers: several("staker", 4), owners: several("owner", 3) },
    ...{ consumers: several("consumer", 3), operator: person("operator") },
    ...{ keeper: person("keeper"), authority: person("authority"), guardian: person("guardian") },
    ...{ arbiter: person("arbiter"), treasury: person("treasury") },
  };
}

function giveLamports(chain: EmbeddedChain, key: PublicKey): void {
  const owner = SystemProgram.programId;
  const data = Buffer.alloc(0);
  chain.setAccount(key, { lamports: WALLET_LAMPORTS, data, owner, executable: false });
}

/** Tells the comparison what the market's own addresses are. */
function register({ addresses: { kinds }, keys }: World): void {
  const { market, vvvMint, diemMint, ...vaults } = keys;
  kinds.set(market.toBase58(), "market");
  for (const mint of [vvvMint, diemMint]) kinds.set(mint.toBase58(), "mint");
  for (const vault of Object.values(vaults)) kinds.set(vault.toBase58(), "token");
  kinds.set(pda.diemMetadata({ diemMint }).toBase58(), "metadata");
}

interface MarketOrder {
  readonly params: Params;
  readonly roles: Roles;
  readonly referencePrice: bigint;
}

/** The VVV mint is put there as it is, and the market opened by its program. */
function openMarket(world: World, order: MarketOrder): Outcome {
  const { chain, keys, cast, people, state } = world;
  const { vvvMint } = keys;
  putMint(chain, vvvMint, BigInt(people.length) * 2n ** 59n);
  const creator = cast.authority;
  const create = instructions.createMarket({
    ...{ ...order, creator: creator.key, vvvMint, clusterTag: CLUSTER_TAG },
    ...{ genesisTs: GENESIS_TS, epochSecs: EPOCH_SECS },
  });
  const units = ComputeBudgetProgram.setComputeUnitLimit({ units: COMPUTE_UNIT_LIMIT });
  state.slot = chain.clock.slot();
  const outcome = send(chain, [units, create], [creator]);
  if (outcome.error !== null) throw new Error(`the market was not created: ${outcome.error}`);
  tellOfCreation(state);
  return outcome;
}

function tellOfCreation(state: State): void {
  const { market } = state;
  const { creator, vvvMint, vvvDecimals, diemMint, clusterTag, genesisTs, epochSecs } = market;
  const { targetSupply, roles, params, referencePrice } = market;
  emit(state, "MarketCreated", {
    ...{ stamp: stampOf(state, market), creator, vvvMint, vvvDecimals, diemMint, clusterTag },
    ...{ genesisTs, epochSecs, referencePrice: referencePrice.current, targetSupply },
    ...{ roles: { ...roles }, params },
  });
}

function putMint(chain: EmbeddedChain, mint: PublicKey, supply: bigint): void {
  const data = Buffer.alloc(MINT_SIZE);
  const none = PublicKey.default;
  MintLayout.encode(
    {
      ...{ mintAuthorityOption: 0, mintAuthority: none, supply, decimals: VVV_DECIMALS },
      ...{ isInitialized: true, freezeAuthorityOption: 0, freezeAuthority: none },
    },
    data,
  );
  putToken(chain, mint, data);
}

function putToken(chain: EmbeddedChain, address: PublicKey, data: Buffer): void {
  const owner = TOKEN_PROGRAM_ID;
  chain.setAccount(address, { lamports: RENT_LAMPORTS, data, owner, executable: false });
}

function putTokenAccount(
  chain: EmbeddedChain,
  address: PublicKey,
  { mint, owner, amount }: { mint: PublicKey; owner: PublicKey; amount: bigint },
): void {
  const none = PublicKey.default;
  const data = Buffer.alloc(AccountLayout.span);
  AccountLayout.encode(
    {
      ...{ mint, owner, amount, delegateOption: 0, delegate: none, delegatedAmount: 0n },
      ...{ state: AccountState.Initialized, isNativeOption: 0, isNative: 0n },
      ...{ closeAuthorityOption: 0, closeAuthority: none },
    },
    data,
  );
  putToken(chain, address, data);
}

/** Gives everybody both token accounts, and VVV. */
function fund({ chain, keys, people, state }: World, generator: Generator): void {
  for (const { key: owner, vvv, diem } of people) {
    const amount = wealth(generator);
    putTokenAccount(chain, vvv, { mint: keys.vvvMint, owner, amount });
    putTokenAccount(chain, diem, { mint: keys.diemMint, owner, amount: 0n });
    state.tokens.set(vvv.toBase58(), amount);
    state.tokens.set(diem.toBase58(), 0n);
  }
  state.supplies.set(keys.vvvMint.toBase58(), BigInt(people.length) * 2n ** 59n);
}

function firstState(keys: MarketKeys, creator: PublicKey, order: MarketOrder): State {
  const { market: address, stakeVault, bondVault, rewardVault, escrow, feePool } = keys;
  const vaults = [stakeVault, bondVault, rewardVault, escrow, feePool];
  return {
    address,
    market: firstMarket(keys, creator, order),
    ...{ position: new Map(), ticket: new Map(), provider: new Map(), bondTicket: new Map() },
    ...{ channel: new Map(), epochRecord: new Map() },
    tokens: new Map(vaults.map((vault) => [vault.toBase58(), 0n])),
    supplies: new Map([[keys.diemMint.toBase58(), 0n]]),
    metadata: undefined,
    ...{ now: FIRST_TS, slot: 0n, events: [] },
  };
}

const blankIndex = () => ({ perShare: 0n, carry: 0n });

/** What the market is right after its creation. */
function firstMarket(keys: MarketKeys, creator: PublicKey, order: MarketOrder): Market {
  const { roles, params, referencePrice } = order;
  const { vvvMint, diemMint, stakeVault, bondVault, rewardVault, escrow, feePool } = keys;
  const seeds = [Buffer.from("market"), creator.toBuffer(), vvvMint.toBuffer()];
  const [, bump] = PublicKey.findProgramAddressSync(seeds, PROGRAM_ID);
  return {
    ...{ version: 1, bump, vvvDecimals: VVV_DECIMALS, clusterTag: CLUSTER_TAG, creator, roles },
    ...{ vvvMint, diemMint, stakeVault, bondVault, rewardVault, escrow, feePool, params },
    ...{ genesisTs: GENESIS_TS, epochSecs: EPOCH_SECS },
    ...{ totalStaked: 0n, totalLocked: 0n, totalCooling: 0n, totalBonded: 0n },
    ...{ totalBondCooling: 0n, totalEscrowed: 0n, rewardWeight: 0n, feesOwed: 0n },
    debt: { total: 0n, era: 0n },
    ...{ rewardsOwed: 0n, treasuryOwed: 0n, quotaPool: 0n, quotaRewardsOwed: 0n },
    ...{ feeIndex: blankIndex(), rewardIndex: blankIndex() },
    ...{ feeStream: resting(FIRST_TS), rewardStream: resting(FIRST_TS) },
    ...{ targetSupply: params.targetFloor, nextTarget: params.targetFloor },
    ...{ served: 0n, utilisationEma: 0n, referencePrice: scheduled(referencePrice) },
    ...{ nextTargetEpoch: 0, nextToClose: 0, hasRecord: [false, false] },
    ...{ capacity: scheduled(), quotaCapacity: scheduled(), sequence: 0n },
    ...{ pendingAuthority: null, proposal: null, paused: [] },
  };
}
