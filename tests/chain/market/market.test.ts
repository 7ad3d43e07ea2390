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
import { accounts, events, instructions, pda, quotes } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { expectFailure, expectRefusal } from "../../support/refusals";
import { COOLDOWN_SECS, createMarket, createMint, testParams, UNIT } from "../../support/market";
import { expectUntouched } from "../../support/untouched";
import { type Actor, World } from "../../support/world";

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
      expect(market.nextTarget).to.equal(testParams().targetFloor);
      const { referencePrice } = market;
      expect(referencePrice).to.include({ previous: UNIT, current: UNIT, next: UNIT });
      expect([market.utilisationEmaBps, market.served, market.rewardWeight]).to.deep.equal([
        ...[0, 0n, 0n],
      ]);
      expect(market.debt).to.deep.equal({ total: 0n, era: 0n });
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

    it("refuses a VVV with fewer than 6 decimals", async () => {
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

    it("refuses a VVV with a freeze authority, which could stop every exit", async () => {
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
      expect(quotes.stream.endTs(market.rewardStream) - market.rewardStream.lastTs).to.equal(100n);
      expect(market.rewardStream.leftQ32).to.equal(100n << 32n);
    });

    it("takes the stake cool-down to a year, and no second less or more", async () => {
      const funded = await World.create(chain);
      await funded.fundRewards(1n, COOLDOWN_SECS);
      await funded.fundRewards(1n, 365n * DAY);
      for (const secs of [COOLDOWN_SECS - 1n, 365n * DAY + 1n]) {
        await expectRefusal(funded.fundRewards(1n, secs), "RewardDurationOutOfRange");
      }
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

  describe("fund_quota", () => {
    const fund = (amount: bigint, funder: Actor, override: object = {}) => {
      const { market } = world;
      const order = { market, funder: funder.address, amount, ...override };
      return world.send([instructions.fundQuota(order)], [funder.keypair]);
    };

    it("moves the DIEM into the quota pool, to the last unit, and nothing else", async () => {
      const funder = await world.consumer(UNIT);
      const before = await world.marketAccount();
      const held = await world.balance(before.feePool);
      const [event] = await events.fetch(chain.connection, await fund(1n, funder), {
        commitment: "confirmed",
      });
      if (event?.name !== "QuotaFunded") throw new Error(event?.name ?? "no event");
      expect(event.data.funder.equals(funder.address)).to.equal(true);
      expect(event.data.amount).to.equal(1n);
      expect(event.data.market.quotaPool).to.equal(before.quotaPool + 1n);
      await fund(UNIT - 1n, funder);
      const { quotaPool, sequence, ...after } = await world.marketAccount();
      expect([quotaPool, sequence]).to.deep.equal([before.quotaPool + UNIT, before.sequence + 2n]);
      expect(before).to.deep.include(after);
      expect(await world.balance(before.feePool)).to.equal(held + UNIT);
      expect(await world.balance(funder.diem)).to.equal(0n);
    });

    it("refuses nothing, more than owned, another token, another's account and another vault", async () => {
      const funder = await world.consumer(UNIT);
      const other = await world.consumer(UNIT);
      const { market } = world;
      await expectUntouched(world, () => fund(0n, funder), "ZeroAmount");
      await expectUntouched(world, () => fund(UNIT + 1n, funder), "InsufficientBalance");
      const tries = [
        [{ funderDiem: funder.vvv }, "WrongMint"],
        [{ funderDiem: other.diem }, "WrongTokenOwner"],
        [{ market: { ...market, feePool: market.escrow } }, "WrongVault"],
      ] as const;
      for (const [override, error] of tries) {
        await expectUntouched(world, () => fund(1n, funder, override), error);
      }
      await fund(UNIT, funder);
    });
  });

  describe("collect_treasury", () => {
    it("pays the treasury's own account, for any caller", async () => {
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
    expect(after.debt).to.deep.equal(before.debt);
    expect(after.quotaPool).to.equal(0n);
    expect(after.feesOwed).to.equal(0n);
    expect(after.rewardsOwed).to.equal(0n);
    expect(await donated.balance(stakeVault)).to.equal(after.totalStaked + 1_000n);
  });
});
