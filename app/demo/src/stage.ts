import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  getAccount,
  getAssociatedTokenAddressSync,
  MINT_SIZE,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import {
  type Keypair,
  PublicKey,
  type Signer,
  SystemProgram,
  type TransactionInstruction,
} from "@solana/web3.js";

import type { Network } from "@diem/localnet";
import { accounts, constants, instructions, type MarketKeys, pda, transactions } from "@diem/sdk";

import type { Periods } from "./story";

export const UNIT = 1_000_000_000n;
const VVV_DECIMALS = 9;

/** Somebody in the story. */
export interface Person {
  readonly name: string;
  readonly keypair: Keypair;
  readonly address: PublicKey;
  readonly vvv: PublicKey;
  readonly diem: PublicKey;
}

/** The market of the story, with what is needed to act in it. */
export class Stage {
  private constructor(
    readonly network: Network,
    readonly market: MarketKeys,
    readonly treasury: Keypair,
    private readonly crew: Keypair,
    private readonly provider: AnchorProvider,
  ) {}

  /** Makes a VVV mint and creates a market on Venice's parameters. */
  static async set(network: Network, { epochSecs, cooldownSecs }: Periods): Promise<Stage> {
    const crew = await network.wallet();
    const treasury = await network.wallet();
    const provider = new AnchorProvider(network.connection, new Wallet(crew), {
      commitment: "confirmed",
    });
    const mint = network.keypair();
    const vvvMint = mint.publicKey;
    const creator = crew.publicKey;
    const market = pda.marketKeys({ creator, vvvMint });
    const stage = new Stage(network, market, treasury, crew, provider);
    const lamports = await network.connection.getMinimumBalanceForRentExemption(MINT_SIZE);
    const account = { fromPubkey: creator, newAccountPubkey: vvvMint, space: MINT_SIZE, lamports };
    await stage.send(
      [
        SystemProgram.createAccount({ ...account, programId: TOKEN_PROGRAM_ID }),
        createInitializeMint2Instruction(vvvMint, VVV_DECIMALS, creator, null),
      ],
      [mint],
    );
    const now = await network.now();
    const create = instructions.createMarket({
      creator,
      vvvMint,
      genesisTs: epochSecs === constants.DEFAULT_EPOCH_SECS ? constants.utcMidnight(now) : now - 1n,
      epochSecs,
      clusterTag: constants.clusterTag(await network.connection.getGenesisHash()),
      referencePrice: UNIT,
      roles: {
        authority: creator,
        guardian: creator,
        arbiter: creator,
        treasury: treasury.publicKey,
      },
      params: {
        ...constants.defaultParams({
          vvvDecimals: VVV_DECIMALS,
          referencePriceFloor: UNIT / 10n,
          referencePriceCap: 10n * UNIT,
          bondPerCredit: UNIT,
          rewardCap: UNIT,
        }),
        stakeCooldownSecs: cooldownSecs,
        bondCooldownSecs: cooldownSecs,
      },
    });
    await stage.send([create]);
    return stage;
  }

  /** A wallet with token accounts for both mints and `vvv` base units of VVV. */
  async person(name: string, vvv: bigint, keypair?: Keypair): Promise<Person> {
    const wallet = keypair ?? (await this.network.wallet());
    const address = wallet.publicKey;
    const { vvvMint, diemMint } = this.market;
    const [vvvAccount, diemAccount] = [vvvMint, diemMint].map((mint) =>
      getAssociatedTokenAddressSync(mint, address),
    ) as [PublicKey, PublicKey];
    const payer = this.crew.publicKey;
    const open = createAssociatedTokenAccountIdempotentInstruction;
    await this.send([
      open(payer, vvvAccount, address, vvvMint),
      open(payer, diemAccount, address, diemMint),
      ...(vvv === 0n ? [] : [createMintToInstruction(vvvMint, vvvAccount, payer, vvv)]),
    ]);
    return { name, keypair: wallet, address, vvv: vvvAccount, diem: diemAccount };
  }

  send(list: TransactionInstruction[], signers: Signer[] = []): Promise<string> {
    return transactions.send(this.provider, { instructions: list, signers });
  }

  /** Sends what one person signs. */
  act(person: Person, ...list: TransactionInstruction[]): Promise<string> {
    return this.send(list, [person.keypair]);
  }

  marketAccount() {
    return accounts.market.fetch(this.network.connection, this.market.market);
  }

  position({ address: owner }: Person) {
    const address = pda.position({ market: this.market.market, owner });
    return accounts.position.fetch(this.network.connection, address);
  }

  async balance(account: PublicKey): Promise<bigint> {
    return (await getAccount(this.network.connection, account)).amount;
  }
}
