import { expect } from "chai";
import { createAssociatedTokenAccountIdempotentInstruction } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import { accounts, instructions, pda, quotes } from "@diem/sdk";
import { startChain, TestChain } from "./support/chain";
import { expectFailure, expectRefusal } from "./support/refusals";
import { EPOCH_SECS, EVEN_STAKE, providerTerms, UNIT } from "./support/market";
import { Actor, World } from "./support/world";

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
      expect(account.price).to.equal(UNIT);
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
      await register({}, { endpoint: "x".repeat(128), price: null });
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
    it("replaces the terms, and follows the reference price when none is named", async () => {
      const { owner, provider } = await world.provider();
      const operator = (await chain.wallet()).publicKey;
      const priceListHash = new Uint8Array(32).fill(9);
      const terms = { operator, endpoint: "https://b.example", price: null, priceListHash };
      const update = instructions.updateProvider({
        market: world.market,
        owner: owner.address,
        terms,
      });
      await world.send([update], [owner.keypair]);
      const account = await fetchProvider(provider);
      expect(account.endpoint).to.equal("https://b.example");
      expect(account.price).to.equal(null);
      expect(account.operator.equals(operator)).to.equal(true);
      expect(account.bond).to.equal(UNIT);
      expect(account.sequence).to.equal(1n);
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

    it("splits what came in and streams the stakers' part over one epoch", async () => {
      const fresh = await World.create(chain);
      const sole = await fresh.staker(EVEN_STAKE << 14n);
      await fresh.mint(sole, 11n * UNIT);
      const { provider, revenue } = await fresh.provider();
      const amount = 10n * UNIT + 7n;
      const market = await fresh.marketAccount();
      const split = quotes.feeSplit({ market, amount });
      expect(split).to.deep.equal({
        provider: (amount * 8_500n) / 10_000n,
        treasury: (amount * 500n + 9_999n) / 10_000n,
        stakers: amount - split.provider - split.treasury,
      });
      await fresh.pay(sole, revenue, amount);
      await fresh.distribute(provider);
      const account = await fetchProvider(provider);
      expect(account.claimable).to.equal(split.provider);
      expect(account.totalRevenue).to.equal(amount);
      expect(await fresh.balance(revenue)).to.equal(split.provider);
      const after = await fresh.marketAccount();
      expect(after.treasuryOwed - market.treasuryOwed).to.equal(split.treasury);
      await expectRefusal(fresh.distribute(provider), "NothingToDistribute");

      await chain.advance(EPOCH_SECS + 1n);
      const before = await fresh.balance(sole.diem);
      await fresh.claim(sole);
      expect(await fresh.balance(sole.diem)).to.equal(before + split.stakers);
    });

    it("splits dust without losing or inventing any", async () => {
      const { provider, revenue } = await world.provider();
      const start = await world.marketAccount();
      for (const dust of [1n, 2n, 19n]) {
        await world.pay(payer, revenue, dust);
        await world.distribute(provider);
      }
      const { claimable, totalRevenue } = await fetchProvider(provider);
      expect(totalRevenue).to.equal(22n);
      expect(claimable).to.equal(0n + 1n + 16n);
      const end = await world.marketAccount();
      expect(end.treasuryOwed - start.treasuryOwed).to.equal(3n);
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
      await chain.advance(EPOCH_SECS + 1n);
      await expectRefusal(raid.claim(raider), "NothingToClaim");
    });
  });
});
