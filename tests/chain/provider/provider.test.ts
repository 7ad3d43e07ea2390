import { expect } from "chai";
import { createAssociatedTokenAccountIdempotentInstruction } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import { accounts, events, instructions, pda, quotes } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { expectFailure, expectRefusal } from "../../support/refusals";
import { epoch, nextEpoch } from "../../support/epochs";
import { COOLDOWN_SECS, EVEN_STAKE, providerTerms, U64_MAX, UNIT } from "../../support/market";
import { providerAccount, setTerms } from "../../support/providers";
import { Actor, World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Of the test markets: the shortest that the laws allow. */
const FEE_STREAM_SECS = 2n * COOLDOWN_SECS;

describe("provider", () => {
  let chain: TestChain;
  let world: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain);
  });

  const fetchProvider = (address: PublicKey) => accounts.provider.fetch(chain.connection, address);

  describe("register_provider", () => {
    it("takes the bond and opens the revenue account", async () => {
      const { owner, provider, revenue } = await world.provider(5n * UNIT);
      const account = await fetchProvider(provider);
      expect(account.bond).to.equal(5n * UNIT);
      expect(account.endpoint).to.equal("https://compute.example/v1");
      const { priceListHash } = providerTerms(owner.address);
      const terms = { price: UNIT, priceListHash };
      expect(account.terms).to.deep.include({ current: terms, next: terms }); // both at once
      expect([account.totalRevenue, account.totalSettled]).to.deep.equal([0n, 0n]);
      expect(account.operator.equals(owner.address)).to.equal(true);
      expect(account.revenue.equals(revenue)).to.equal(true);
      expect(await world.balance(revenue)).to.equal(0n);
      expect(await world.balance(owner.vvv)).to.equal(0n);
      const { totalBonded } = await world.marketAccount();
      expect(await world.balance(world.market.bondVault)).to.equal(totalBonded);
    });

    const register = async (override: object, terms: object = {}) => {
      const owner = await world.actor(UNIT);
      const ix = instructions.registerProvider({
        market: world.market,
        owner: owner.address,
        bond: UNIT,
        terms: { ...providerTerms(owner.address), ...terms },
        ...override,
      });
      return world.send([ix], [owner.keypair]);
    };

    it("refuses a bond of nothing or more than owned", async () => {
      await expectRefusal(register({ bond: 0n }), "ZeroAmount");
      await expectRefusal(register({ bond: UNIT + 1n }), "InsufficientBalance");
    });

    it("refuses terms that nobody could use", async () => {
      await expectRefusal(register({}, { operator: PublicKey.default }), "OperatorMissing");
      await expectRefusal(register({}, { price: 0n }), "PriceOutOfRange");
      await expectRefusal(register({}, { endpoint: "" }), "EndpointOutOfRange");
      await expectRefusal(register({}, { endpoint: "x".repeat(129) }), "EndpointOutOfRange");
      await register({}, { endpoint: "x".repeat(128), price: 1n });
      await register({}, { price: U64_MAX });
    });

    it("refuses another vault, another token and another's account", async () => {
      const other = await world.actor(UNIT);
      const { market } = world;
      await expectRefusal(register({ ownerVvv: other.vvv }), "WrongTokenOwner");
      await expectRefusal(register({ ownerVvv: other.diem }), "WrongMint");
      const swapped = { ...market, bondVault: market.stakeVault };
      await expectRefusal(register({ market: swapped }), "WrongVault");
    });

    it("refuses to be replayed", async () => {
      const { owner } = await world.provider();
      const again = instructions.registerProvider({
        market: world.market,
        owner: owner.address,
        bond: UNIT,
        terms: providerTerms(owner.address),
      });
      await expectFailure(world.send([again], [owner.keypair]), /already in use/);
    });

    it("is not stopped by a revenue account that somebody opened before", async () => {
      const owner = await world.actor(UNIT);
      const { market, diemMint } = world.market;
      const provider = pda.provider({ market, owner: owner.address });
      const revenue = pda.revenue({ provider, diemMint });
      const open = createAssociatedTokenAccountIdempotentInstruction;
      await world.send([open(world.payer, revenue, provider, diemMint)]);
      const staker = await world.staker(1_000n * UNIT);
      await world.mint(staker, UNIT);
      await world.pay(staker, revenue, UNIT);
      const ix = instructions.registerProvider({
        market: world.market,
        owner: owner.address,
        bond: UNIT,
        terms: providerTerms(owner.address),
      });
      await world.send([ix], [owner.keypair]);
      await world.distribute(provider);
      expect((await fetchProvider(provider)).totalRevenue).to.equal(UNIT);
    });
  });

  describe("update_provider", () => {
    it("replaces operator and endpoint at once, price and price list from the next epoch on", async () => {
      const calm = await World.create(chain, { epochSecs: AGES });
      const { owner, provider } = await calm.provider();
      const operator = (await chain.wallet()).publicKey;
      const priceListHash = new Uint8Array(32).fill(9);
      const terms = { operator, endpoint: "https://b.example", price: 7n, priceListHash };
      const update = instructions.updateProvider({
        market: calm.market,
        owner: owner.address,
        terms,
      });
      await calm.send([update], [owner.keypair]);
      const account = await fetchProvider(provider);
      expect(account.endpoint).to.equal("https://b.example");
      const { priceListHash: firstHash } = providerTerms(owner.address);
      expect(account.terms).to.deep.include({
        current: { price: UNIT, priceListHash: firstHash },
        next: { price: 7n, priceListHash },
        epoch: 0,
      });
      const priceIn = (epoch: number) => accounts.provider.termsIn(account, epoch).price;
      expect([priceIn(0), priceIn(1), priceIn(2 ** 32 - 1)]).to.deep.equal([UNIT, 7n, 7n]);
      expect(account.operator.equals(operator)).to.equal(true);
      expect(account.bond).to.equal(UNIT);
      expect(account.sequence).to.equal(1n);
    });

    it("lets the last price of an epoch win, and takes none back once it counts", async () => {
      const short = await World.create(chain, { epochSecs: 10n });
      const seller = await short.provider({ price: UNIT });
      const prices = async () => {
        const { current, next, epoch } = (await providerAccount(short, seller)).terms;
        return [current.price, next.price, epoch];
      };
      const set = (price: bigint) => setTerms(short, seller, { price });
      const first = await nextEpoch(short);
      await set(2n);
      expect(await prices()).to.deep.equal([UNIT, 2n, first]);
      await set(3n);
      expect(await prices()).to.deep.equal([UNIT, 3n, first]);
      const second = await nextEpoch(short);
      await set(UNIT);
      expect(await prices()).to.deep.equal([3n, UNIT, second]);
      await set(4n);
      expect(await prices()).to.deep.equal([3n, 4n, second]);
      await nextEpoch(short, 3);
      const last = await epoch(short);
      await set(5n);
      expect(await prices()).to.deep.equal([4n, 5n, last]);
    });

    it("refuses bad terms and strangers, and changes nothing", async () => {
      const { owner, provider } = await world.provider();
      const before = await fetchProvider(provider);
      const stranger = await chain.wallet();
      const terms = providerTerms(owner.address);
      const update = (override: object, by = owner.keypair) =>
        world.send(
          [
            instructions.updateProvider({
              market: world.market,
              owner: by.publicKey,
              provider,
              terms: { ...terms, ...override },
            }),
          ],
          [by],
        );
      await expectRefusal(update({ price: 0n }), "PriceOutOfRange");
      await expectRefusal(update({ endpoint: "" }), "EndpointOutOfRange");
      await expectRefusal(update({ operator: PublicKey.default }), "OperatorMissing");
      await expectRefusal(update({ endpoint: "https://evil.example" }, stranger), "WrongOwner");
      expect(await fetchProvider(provider)).to.deep.equal(before);
    });
  });

  describe("distribute_revenue, withdraw_revenue", () => {
    let payer: Actor;

    before(async () => {
      payer = await world.staker(100_000n * UNIT);
      await world.mint(payer, 100n * UNIT);
    });

    it("splits what came in and streams the stakers' part over two cool-downs", async () => {
      const fresh = await World.create(chain);
      const sole = await fresh.staker(EVEN_STAKE << 14n);
      await fresh.mint(sole, 11n * UNIT);
      const { provider, revenue } = await fresh.provider();
      const amount = 10n * UNIT + 7n;
      const market = await fresh.marketAccount();
      const split = quotes.splitFee({ market, amount });
      const [provided, shared] = [(amount * 75n) / 100n, (amount * 15n + 99n) / 100n];
      const treasury = (amount * 5n + 99n) / 100n;
      expect(split).to.deep.equal({
        ...{ provider: provided, treasury, quota: shared - treasury },
        stakers: amount - provided - shared,
      });
      await fresh.pay(sole, revenue, amount);
      await fresh.distribute(provider);
      const account = await fetchProvider(provider);
      expect(account.claimable).to.equal(split.provider);
      expect(account.totalRevenue).to.equal(amount);
      expect(await fresh.balance(revenue)).to.equal(split.provider);
      const after = await fresh.marketAccount();
      expect(after.treasuryOwed - market.treasuryOwed).to.equal(split.treasury);
      expect(after.quotaPool - market.quotaPool).to.equal(split.quota);
      expect(after.feeStream.remaining).to.equal(split.stakers);
      expect(after.feeStream.leftQ32).to.equal(FEE_STREAM_SECS << 32n);
      await expectRefusal(fresh.distribute(provider), "NothingToDistribute");

      await chain.advance(FEE_STREAM_SECS + 1n);
      const before = await fresh.balance(sole.diem);
      await fresh.claim(sole);
      expect(await fresh.balance(sole.diem)).to.equal(before + split.stakers);
    });

    it("splits dust without losing or inventing any", async () => {
      const { provider, revenue } = await world.provider();
      const start = await world.marketAccount();
      /** To the provider, the quota pool, the treasury and the stakers. */
      const parts = [
        [1n, [0n, 0n, 1n, 0n]],
        [2n, [1n, 0n, 1n, 0n]],
        [7n, [5n, 1n, 1n, 0n]],
        [19n, [14n, 2n, 1n, 2n]],
        [20n, [15n, 2n, 1n, 2n]],
        [21n, [15n, 2n, 2n, 2n]],
      ] as const;
      for (const [amount, expected] of parts) {
        await world.pay(payer, revenue, amount);
        const [event] = await events.fetch(chain.connection, await world.distribute(provider), {
          commitment: "confirmed",
        });
        if (event?.name !== "RevenueDistributed") throw new Error(event?.name ?? "no event");
        const { toProvider, toQuota, toTreasury, toStakers } = event.data;
        expect([toProvider, toQuota, toTreasury, toStakers]).to.deep.equal(expected);
      }
      const { claimable, totalRevenue } = await fetchProvider(provider);
      expect(totalRevenue).to.equal(70n);
      expect(claimable).to.equal(50n);
      const end = await world.marketAccount();
      expect(end.treasuryOwed - start.treasuryOwed).to.equal(7n);
      expect(end.quotaPool - start.quotaPool).to.equal(7n);
      expect(await world.balance(revenue)).to.equal(claimable);
    });

    it("pays the owner, in parts, never more than is claimable", async () => {
      const { owner, provider, revenue } = await world.provider();
      await world.pay(payer, revenue, UNIT);
      await world.distribute(provider);
      await world.pay(payer, revenue, UNIT); // not distributed: not claimable
      const { claimable } = await fetchProvider(provider);
      const { market } = world;
      const withdraw = (amount: bigint, override: object = {}, by = owner.keypair) =>
        world.send(
          [
            instructions.withdrawRevenue({
              market,
              owner: by.publicKey,
              provider,
              amount,
              ...override,
            }),
          ],
          [by],
        );
      await expectRefusal(withdraw(0n), "ZeroAmount");
      await expectRefusal(withdraw(claimable + 1n), "ClaimableExceeded");
      const stranger = await world.actor(0n);
      await expectRefusal(withdraw(1n, {}, stranger.keypair), "WrongOwner");
      await expectRefusal(withdraw(1n, { ownerDiem: stranger.diem }), "WrongTokenOwner");
      await expectRefusal(withdraw(1n, { ownerDiem: owner.vvv }), "WrongMint");
      await withdraw(1n);
      await withdraw(claimable - 1n);
      expect(await world.balance(owner.diem)).to.equal(claimable);
      expect(await world.balance(revenue)).to.equal(UNIT);
      await world.distribute(provider);
      expect((await fetchProvider(provider)).claimable).to.equal(claimable);
    });

    it("refuses another provider's revenue account, another market and another vault", async () => {
      const first = await world.provider();
      const second = await world.provider();
      const elsewhere = await World.create(chain);
      const { market } = world;
      const distribute = (override: object) => {
        const base = { market, provider: first.provider };
        return world.send([instructions.distributeRevenue({ ...base, ...override })]);
      };
      await expectRefusal(distribute({ revenue: second.revenue }), "WrongVault");
      await expectRefusal(
        distribute({ market: { ...market, feePool: market.escrow } }),
        "WrongVault",
      );
      const foreign = { market: elsewhere.market, revenue: first.revenue };
      await expectRefusal(distribute(foreign), "WrongMarket");
    });

    it("gives nothing to somebody who stakes just before a distribution and leaves after it", async () => {
      const raid = await World.create(chain);
      const steady = await raid.staker(10_000n * UNIT);
      const { provider, revenue } = await raid.provider();
      await raid.mint(steady, 10n * UNIT);
      await raid.pay(steady, revenue, 10n * UNIT);
      const raider = await raid.staker(1_000_000n * UNIT, 0n);
      const { market } = raid;
      const owner = raider.address;
      const amount = 1_000_000n * UNIT;
      await raid.send(
        [
          instructions.stake({ market, owner, amount }),
          instructions.distributeRevenue({ market, provider }),
          instructions.requestUnstake({ market, owner, amount, ticketId: 0n }),
        ],
        [raider.keypair],
      );
      await chain.advance(FEE_STREAM_SECS + 1n);
      await expectRefusal(raid.claim(raider), "NothingToClaim");
    });
  });
});
