import { expect } from "chai";
import {
  getAccount,
  getAssociatedTokenAddressSync,
  getMint,
  TOKEN_2022_PROGRAM_ID,
  createAssociatedTokenAccountIdempotentInstruction,
  createTransferInstruction,
} from "@solana/spl-token";
import { PublicKey, SystemProgram } from "@solana/web3.js";
import { accounts, instructions, pda } from "@diem/sdk";
import { startChain, TestChain } from "./support/chain";
import { expectFailure, expectRefusal } from "./support/refusals";
import { createMarket, createMint, testParams, UNIT } from "./support/market";
import { World } from "./support/world";

const DAY = 86_400n;

describe("market", () => {
  let chain: TestChain;
  let world: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain);
  });

  describe("create_market", () => {
    it("creates the market, the DIEM mint and five empty vaults", async () => {
      const market = await world.marketAccount();
      expect(market.version).to.equal(1);
      expect(market.vvvMint.equals(world.market.vvvMint)).to.equal(true);
      expect(market.params).to.deep.equal(testParams());
      expect(market.targetSupply).to.equal(testParams().targetFloor);
      expect(market.utilisationEmaBps).to.equal(0);
      expect(market.sequence).to.equal(1n);
      expect(accounts.market.keys(market)).to.deep.equal(world.market);

      const mint = await getMint(chain.connection, world.market.diemMint);
      expect(mint.decimals).to.equal(9);
      expect(mint.freezeAuthority).to.equal(null);
      expect(mint.mintAuthority?.equals(world.market.market)).to.equal(true);

      const { vvvMint, diemMint } = world.market;
      const purposes: [PublicKey, PublicKey][] = [
        [world.market.stakeVault, vvvMint],
        [world.market.bondVault, vvvMint],
        [world.market.rewardVault, vvvMint],
        [world.market.escrow, diemMint],
        [world.market.feePool, diemMint],
      ];
      for (const [vault, mintOfVault] of purposes) {
        const account = await getAccount(chain.connection, vault);
        expect(account.amount).to.equal(0n);
        expect(account.mint.equals(mintOfVault)).to.equal(true);
        expect(account.owner.equals(world.market.market)).to.equal(true);
        expect(account.delegate).to.equal(null);
        expect(account.closeAuthority).to.equal(null);
      }
    });

    it("refuses to be replayed", async () => {
      const again = world.createMarketInstruction(await chain.now());
      await expectFailure(world.send([again], [world.creator]), /already in use/);
    });

    it("is not stopped by lamports that lie at its addresses before", async () => {
      const creator = await chain.wallet();
      const vvvMint = await createMint(chain, creator);
      const keys = pda.marketKeys({ creator: creator.publicKey, vvvMint });
      const dust = [keys.market, keys.diemMint, keys.stakeVault].map((toPubkey) =>
        SystemProgram.transfer({ fromPubkey: world.payer, toPubkey, lamports: 1_000_000 }),
      );
      await world.send(dust);
      const create = createMarket(creator.publicKey, vvvMint, creator.publicKey, await chain.now());
      await world.send([create], [creator]);
      const market = await accounts.market.fetch(chain.connection, keys.market);
      expect(market.sequence).to.equal(1n);
    });

    it("lets nobody create a market at another creator's address", async () => {
      const stranger = await chain.wallet();
      const vvvMint = await createMint(chain, stranger);
      const victim = await chain.wallet();
      const create = createMarket(victim.publicKey, vvvMint, victim.publicKey, await chain.now());
      const [creatorMeta] = create.keys;
      if (creatorMeta === undefined) throw new Error("create_market has no accounts");
      creatorMeta.pubkey = stranger.publicKey;
      await expectFailure(world.send([create], [stranger]), /ConstraintSeeds|2006/);
    });

    it("refuses a Token-2022 VVV", async () => {
      const creator = await chain.wallet();
      const vvvMint = await createMint(chain, creator, { programId: TOKEN_2022_PROGRAM_ID });
      const create = createMarket(creator.publicKey, vvvMint, creator.publicKey, await chain.now());
      await expectRefusal(world.send([create], [creator]), "VvvNotClassicMint");
    });

    it("refuses a VVV whose base unit is too much to round by", async () => {
      const attempt = async (decimals: number) => {
        const creator = await chain.wallet();
        const vvvMint = await createMint(chain, creator, { decimals });
        const treasury = creator.publicKey;
        const create = createMarket(creator.publicKey, vvvMint, treasury, await chain.now());
        return world.send([create], [creator]);
      };
      await expectRefusal(attempt(0), "VvvTooCoarse");
      await expectRefusal(attempt(5), "VvvTooCoarse");
      await attempt(6);
    });

    it("refuses a VVV whose holder of the freeze authority could stop every exit", async () => {
      const creator = await chain.wallet();
      const freezeAuthority = creator.publicKey;
      const vvvMint = await createMint(chain, creator, { freezeAuthority });
      const create = createMarket(creator.publicKey, vvvMint, creator.publicKey, await chain.now());
      await expectRefusal(world.send([create], [creator]), "VvvHasFreezeAuthority");
    });
  });

  describe("fund_rewards", () => {
    it("moves the VVV and starts the stream", async () => {
      const funded = await World.create(chain);
      await funded.fundRewards(1_000n, 100n);
      const market = await funded.marketAccount();
      expect(await funded.balance(funded.market.rewardVault)).to.equal(1_000n);
      expect(market.rewardStream.remaining).to.equal(1_000n);
      expect(market.rewardStream.endTs - market.rewardStream.lastTs).to.equal(100n);
    });

    const fund = async (amount: bigint, durationSecs: bigint, funds = 1_000n) => {
      const funder = await world.actor(funds);
      const { market } = world;
      const ix = instructions.fundRewards({ market, funder: funder.address, amount, durationSecs });
      return world.send([ix], [funder.keypair]);
    };

    it("refuses nothing, more than owned, and a duration out of bounds", async () => {
      const before = await world.marketAccount();
      await expectRefusal(fund(0n, 10n), "ZeroAmount");
      await expectRefusal(fund(1_001n, 10n), "InsufficientBalance");
      await expectRefusal(fund(1n, 0n), "RewardDurationOutOfRange");
      await expectRefusal(fund(1n, -5n), "RewardDurationOutOfRange");
      await expectRefusal(fund(1n, 365n * DAY + 1n), "RewardDurationOutOfRange");
      expect(await world.marketAccount()).to.deep.equal(before);
    });

    it("refuses another token, another's account and another vault", async () => {
      const { market } = world;
      const funder = await world.actor(1_000n);
      const other = await world.actor(1_000n);
      const base = { market, funder: funder.address, amount: 1n, durationSecs: 10n };
      const send = (override: object) =>
        world.send([instructions.fundRewards({ ...base, ...override })], [funder.keypair]);
      await expectRefusal(send({ funderVvv: funder.diem }), "WrongMint");
      await expectRefusal(send({ funderVvv: other.vvv }), "WrongTokenOwner");
      const wrongVault = { market: { ...market, rewardVault: market.stakeVault } };
      await expectRefusal(send(wrongVault), "WrongVault");
    });
  });

  describe("collect_treasury", () => {
    it("pays the treasury's own account, whoever calls", async () => {
      const paid = await World.create(chain);
      const { provider, revenue } = await paid.provider();
      const staker = await paid.staker(10_000n * UNIT);
      await paid.mint(staker, UNIT);
      await paid.pay(staker, revenue, UNIT);
      await paid.distribute(provider);
      const owed = (await paid.marketAccount()).treasuryOwed;
      expect(owed).to.equal(UNIT / 20n);

      const { market } = paid;
      const treasury = paid.treasury.publicKey;
      const account = getAssociatedTokenAddressSync(market.diemMint, treasury);
      const collect = instructions.collectTreasury({ market, treasury });
      await paid.send([
        createAssociatedTokenAccountIdempotentInstruction(
          paid.payer,
          account,
          treasury,
          market.diemMint,
        ),
        collect,
      ]);
      expect(await paid.balance(account)).to.equal(owed);
      expect((await paid.marketAccount()).treasuryOwed).to.equal(0n);
      await expectRefusal(paid.send([collect]), "NothingOwedToTreasury");

      const stolen = instructions.collectTreasury({ market, treasury: staker.address });
      await expectRefusal(paid.send([stolen]), "WrongTokenOwner");
    });
  });

  it("is not moved by tokens that somebody donates to a vault", async () => {
    const donated = await World.create(chain);
    const staker = await donated.staker(10_000n * UNIT, 9_000n * UNIT);
    await donated.mint(staker, 10n * UNIT);
    const before = await donated.marketAccount();
    const { stakeVault, bondVault, rewardVault, escrow, feePool } = donated.market;
    const gifts = [
      ...[stakeVault, bondVault, rewardVault].map((vault) => [staker.vvv, vault] as const),
      ...[escrow, feePool].map((vault) => [staker.diem, vault] as const),
    ].map(([from, vault]) => createTransferInstruction(from, vault, staker.address, 1_000n));
    await donated.send(gifts, [staker.keypair]);
    await donated.stake(staker, UNIT);
    await donated.mint(staker, UNIT);
    await donated.burn(staker, UNIT);
    const after = await donated.marketAccount();
    expect(after.totalStaked).to.equal(before.totalStaked + UNIT);
    expect(after.diemOutstanding).to.equal(before.diemOutstanding);
    expect(after.feesOwed).to.equal(0n);
    expect(after.rewardsOwed).to.equal(0n);
    expect(await donated.balance(stakeVault)).to.equal(after.totalStaked + 1_000n);
  });
});
