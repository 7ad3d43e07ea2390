import {
  createBurnInstruction,
  createAssociatedTokenAccountIdempotentInstruction,
  createMintToInstruction,
  createTransferInstruction,
  getAccount,
  getAssociatedTokenAddressSync,
  getMint,
} from "@solana/spl-token";
import { Keypair, PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { accounts, instructions, MarketKeys, pda, quotes, transactions } from "@diem/sdk";
import type { TestChain } from "./chain";
import { COMPUTE_UNIT_LIMIT, createMarket, createMint, MarketOptions, U64_MAX } from "./market";
import { type ProviderOptions, registerProvider, type Seller } from "./providers";

/** More than the test markets' curve asks for, up to their target supply. */
const MAX_VVV_PER_DIEM = 700n;

export interface Actor {
  readonly keypair: Keypair;
  readonly address: PublicKey;
  readonly vvv: PublicKey;
  readonly diem: PublicKey;
  readonly position: PublicKey;
}

/** One market on one chain, with a VVV mint whose authority the test holds. */
export class World {
  private constructor(
    readonly chain: TestChain,
    readonly creator: Keypair,
    readonly mintAuthority: Keypair,
    readonly treasury: Keypair,
    readonly market: MarketKeys,
  ) {}

  static async create(chain: TestChain, options: MarketOptions = {}): Promise<World> {
    const creator = await chain.wallet();
    const mintAuthority = await chain.wallet();
    const treasury = await chain.wallet();
    const vvvMint = await createMint(chain, mintAuthority);
    const market = pda.marketKeys({ creator: creator.publicKey, vvvMint });
    const world = new World(chain, creator, mintAuthority, treasury, market);
    await world.send([world.createMarketInstruction(await chain.now(), options)], [creator]);
    return world;
  }

  createMarketInstruction(now: bigint, options: MarketOptions = {}): TransactionInstruction {
    return createMarket(
      this.creator.publicKey,
      this.market.vvvMint,
      this.treasury.publicKey,
      now,
      options,
    );
  }

  /** A wallet, default: a new one, with `vvv` base units and token accounts for both mints. */
  async actor(vvv: bigint, wallet?: Keypair): Promise<Actor> {
    const keypair = wallet ?? (await this.chain.wallet());
    const address = keypair.publicKey;
    const { vvvMint, diemMint, market } = this.market;
    const actor = {
      keypair,
      address,
      vvv: getAssociatedTokenAddressSync(vvvMint, address),
      diem: getAssociatedTokenAddressSync(diemMint, address),
      position: pda.position({ market, owner: address }),
    };
    const create = (mint: PublicKey, ata: PublicKey) =>
      createAssociatedTokenAccountIdempotentInstruction(this.payer, ata, address, mint);
    const setUp = [create(vvvMint, actor.vvv), create(diemMint, actor.diem)];
    if (vvv > 0n) {
      setUp.push(createMintToInstruction(vvvMint, actor.vvv, this.mintAuthority.publicKey, vvv));
    }
    await this.send(setUp, vvv > 0n ? [this.mintAuthority] : []);
    return actor;
  }

  /** An actor with an open position that has `staked` of its `vvv` staked. */
  async staker(vvv: bigint, staked = vvv): Promise<Actor> {
    const actor = await this.actor(vvv);
    await this.send([this.openPosition(actor)], [actor.keypair]);
    if (staked > 0n) await this.stake(actor, staked);
    return actor;
  }

  /** An actor with `diem` base units, minted against a stake of its own, and nothing else. */
  async consumer(diem: bigint): Promise<Actor> {
    const consumer = await this.staker(MAX_VVV_PER_DIEM * diem);
    await this.mint(consumer, diem);
    return consumer;
  }

  /** A registered provider; an amount is its bond. */
  provider(options: bigint | ProviderOptions = {}): Promise<Seller> {
    return registerProvider(this, typeof options === "bigint" ? { bond: options } : options);
  }

  async send(list: TransactionInstruction[], signers: Signer[] = []): Promise<string> {
    return transactions.send(this.chain.provider, {
      instructions: list,
      signers,
      computeUnitLimit: COMPUTE_UNIT_LIMIT,
    });
  }

  openPosition(actor: Actor): TransactionInstruction {
    return instructions.openPosition({ market: this.market, owner: actor.address });
  }

  stake(actor: Actor, amount: bigint): Promise<string> {
    const { market } = this;
    return this.send(
      [instructions.stake({ market, owner: actor.address, amount })],
      [actor.keypair],
    );
  }

  async requestUnstake(actor: Actor, amount: bigint): Promise<bigint> {
    const { nextTicketId: ticketId } = await this.position(actor);
    const { market } = this;
    const owner = actor.address;
    await this.send(
      [instructions.requestUnstake({ market, owner, amount, ticketId })],
      [actor.keypair],
    );
    return ticketId;
  }

  withdrawUnstaked(actor: Actor, ticketId: bigint): Promise<string> {
    const { market } = this;
    const owner = actor.address;
    return this.send([instructions.withdrawUnstaked({ market, owner, ticketId })], [actor.keypair]);
  }

  cancelUnstake(actor: Actor, ticketId: bigint): Promise<string> {
    const { market } = this;
    const owner = actor.address;
    return this.send([instructions.cancelUnstake({ market, owner, ticketId })], [actor.keypair]);
  }

  claim(actor: Actor): Promise<string> {
    const { market } = this;
    return this.send(
      [instructions.claimRewards({ market, owner: actor.address })],
      [actor.keypair],
    );
  }

  compound(actor: Actor): Promise<string> {
    const { market } = this;
    const owner = actor.address;
    return this.send([instructions.compoundRewards({ market, owner })], [actor.keypair]);
  }

  closePosition(actor: Actor): Promise<string> {
    const { market } = this;
    return this.send(
      [instructions.closePosition({ market, owner: actor.address })],
      [actor.keypair],
    );
  }

  mint(actor: Actor, diemAmount: bigint, maxVvvLocked = U64_MAX): Promise<string> {
    const { market } = this;
    const owner = actor.address;
    return this.send(
      [instructions.mintDiem({ market, owner, diemAmount, maxVvvLocked })],
      [actor.keypair],
    );
  }

  burn(actor: Actor, diemAmount: bigint, minVvvUnlocked = 0n): Promise<string> {
    const { market } = this;
    const owner = actor.address;
    return this.send(
      [instructions.burnDiem({ market, owner, diemAmount, minVvvUnlocked })],
      [actor.keypair],
    );
  }

  /** Burns DIEM through the token program: it clears nobody's debt, and lowers everybody's bill. */
  splBurn(actor: Actor, amount: bigint): Promise<string> {
    const { diemMint } = this.market;
    const burn = createBurnInstruction(actor.diem, diemMint, actor.address, amount);
    return this.send([burn], [actor.keypair]);
  }

  /** DIEM base units that clear what the actor owes. */
  async bill(actor: Actor): Promise<bigint> {
    const market = await this.marketAccount();
    const position = await this.position(actor);
    return quotes.billOf({ market, position, supply: await this.diemSupply() });
  }

  /** VVV from a funder made for the purpose, released over `durationSecs`. */
  async fundRewards(amount: bigint, durationSecs: bigint): Promise<void> {
    const funder = await this.actor(amount);
    const { market } = this;
    const fund = instructions.fundRewards({ market, funder: funder.address, amount, durationSecs });
    await this.send([fund], [funder.keypair]);
  }

  /** Any SPL transfer into a revenue account is revenue. */
  pay(from: Actor, revenue: PublicKey, amount: bigint): Promise<string> {
    return this.send(
      [createTransferInstruction(from.diem, revenue, from.address, amount)],
      [from.keypair],
    );
  }

  distribute(provider: PublicKey): Promise<string> {
    const { market } = this;
    return this.send([instructions.distributeRevenue({ market, provider })]);
  }

  marketAccount() {
    return accounts.market.fetch(this.chain.connection, this.market.market);
  }

  position(actor: Actor) {
    return accounts.position.fetch(this.chain.connection, actor.position);
  }

  async balance(tokenAccount: PublicKey): Promise<bigint> {
    return (await getAccount(this.chain.connection, tokenAccount)).amount;
  }

  async diemSupply(): Promise<bigint> {
    return (await getMint(this.chain.connection, this.market.diemMint)).supply;
  }

  get payer(): PublicKey {
    return this.chain.provider.wallet.publicKey;
  }
}
