import {
  createAssociatedTokenAccountIdempotentInstruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
} from "@solana/spl-token";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { serve } from "@diem/localnet";
import { accounts, transactions } from "@diem/sdk";
import local from "../../../app/start/market.json";
import { User } from "../../cli/user";
import { startChain, type TestChain } from "../../support/chain";
import { createMint, UNIT } from "../../support/market";

/** Periods short enough for a chain whose clock cannot be moved, and the shortest that the laws allow. */
const EPOCH_SECS = 4n;
const COOLDOWN_SECS = EPOCH_SECS;
const MARKET = {
  ...local,
  opening: { ...local.opening, epochLength: `${EPOCH_SECS}s` },
  params: {
    ...local.params,
    stakeCooldown: `${COOLDOWN_SECS}s`,
    feeStream: `${2n * COOLDOWN_SECS}s`,
  },
};

interface Amount {
  readonly amount: string;
  readonly baseUnits: string;
}
type CommandOutput = Readonly<Record<string, unknown>>;

/** Base units of an amount in the output. */
const units = (output: CommandOutput, field: string) => BigInt((output[field] as Amount).baseUnits);

describe("the command", () => {
  let chain: TestChain;
  let user: User;
  let close: () => Promise<void> = () => Promise.resolve();

  before(async () => {
    chain = await startChain();
    const { embedded } = chain;
    if (embedded === undefined) {
      user = new User({ DIEM_URL: chain.connection.rpcEndpoint });
      return;
    }
    const endpoint = await serve(embedded);
    close = () => endpoint.close();
    user = new User({ DIEM_URL: endpoint.url });
  });
  after(async () => {
    await user.leave();
    await close();
  });

  /** Runs one command line of a wallet, which must succeed, and returns its JSON. */
  const diem = async (wallet: Keypair, line: string): Promise<CommandOutput> =>
    (await user.as({ keypair: wallet })(...line.split(" "))).json();

  const fund = async (mint: PublicKey, authority: Keypair, owner: PublicKey) => {
    const payer = chain.provider.wallet.publicKey;
    const token = getAssociatedTokenAddressSync(mint, owner);
    await transactions.send(chain.provider, {
      instructions: [
        createAssociatedTokenAccountIdempotentInstruction(payer, token, owner, mint),
        createMintToInstruction(mint, token, authority.publicKey, 10_000n * UNIT),
      ],
      signers: [authority],
    });
  };
  const pass = (secs: bigint) => chain.advance(secs);

  it("plays the whole loop: a market, a stake, DIEM, calls that are paid, and the way out", async () => {
    const [creator, staker, seller] = [
      await chain.wallet(),
      await chain.wallet(),
      await chain.wallet(),
    ];
    const mint = await createMint(chain, creator);
    for (const { publicKey } of [creator, staker, seller]) await fund(mint, creator, publicKey);

    const file = user.file("market.json", JSON.stringify(MARKET));
    const opened = await diem(
      creator,
      `market create --file ${file} --vvv-mint ${mint.toBase58()}`,
    );
    user.env.DIEM_MARKET = opened.market as string;

    // Stake, mint, and what it locked
    expect(units(await diem(staker, "stake 1000"), "staked")).to.equal(1_000n * UNIT);
    const quote = await diem(staker, "quote mint 5");
    const minted = await diem(staker, "mint 5");
    expect(minted.vvvLocked).to.deep.equal(quote.vvvLocked);
    await diem(creator, "market fund rewards 100 --duration 100s");

    // A provider, and a channel with it
    await diem(
      seller,
      "provider register --capacity 100 --price 0.0007 --endpoint https://compute.example/v1",
    );
    await pass(EPOCH_SECS);
    const offered = await diem(seller, "provider show");
    const { channel } = await diem(staker, `channel open ${String(offered.address)} --deposit 2`);
    const { voucher } = await diem(staker, `channel pay ${String(channel)} 1`);
    await diem(seller, `channel accept ${String(voucher)} --used 0.75`);
    await diem(seller, "channel settle");
    await diem(seller, "channel collect");
    await diem(seller, "provider revenue distribute");

    // What was paid reaches the staker, second by second
    await pass(EPOCH_SECS);
    const claimed = await diem(staker, "claim");
    expect(units(claimed, "fees") > 0n && units(claimed, "rewards") > 0n).to.equal(true);

    // The way out
    const { diem: left } = await diem(staker, "balance");
    expect(BigInt((left as Amount).baseUnits)).to.equal(3n * UNIT + units(claimed, "fees"));
    const burned = await diem(staker, "burn 3");
    const unlocked = units(burned, "vvvUnlocked");
    expect(units(burned, "unlocked")).to.equal(
      1_000n * UNIT - units(minted, "vvvLocked") + unlocked,
    );
    await diem(staker, "unstake 100");
    await diem(staker, "unstake 50");
    await diem(staker, "tickets cancel 1");
    await pass(COOLDOWN_SECS + 1n);
    const paid = await diem(staker, "tickets withdraw");
    expect(paid).to.deep.include({ ticketIds: ["0"] });
    expect(units(paid, "amount")).to.equal(100n * UNIT);

    const market = await accounts.market.fetch(
      chain.connection,
      new PublicKey(String(opened.market)),
    );
    expect(market.totalStaked).to.equal(900n * UNIT);
    expect(market.debt.total).to.equal(2n * UNIT);
    const position = await diem(staker, "position");
    expect(units(position, "staked")).to.equal(900n * UNIT);
    expect(units(position, "bill")).to.equal(2n * UNIT);
  });
});
