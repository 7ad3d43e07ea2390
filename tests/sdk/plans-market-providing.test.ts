import { expect } from "chai";
import { accounts, constants, instructions, pda, plans, type ProviderAccount } from "@diem/sdk";
import { openChannel, stakeQuota } from "../support/channels";
import { startChain } from "../support/chain";
import { fundQuota, nextEpoch, rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { expectRefusal } from "../support/refusals";
import { collect } from "../support/settling";
import { report, serve } from "../support/trade";
import { type Actor, World } from "../support/world";
import { carriedOut, contextOf, refusal } from "./plans-market-support";
import { thrownBy } from "./support";

const CREDIT = constants.CREDIT_UNIT;
const ENDPOINT = "https://compute.example/v1";

describe("sdk: plans of a provider", () => {
  let world: World;
  let owner: Actor;
  let stranger: Actor;

  beforeEach(async () => {
    world = await World.create(await startChain(), { epochSecs: 60n });
    owner = await world.actor(1_000n * UNIT);
    stranger = await world.actor(0n);
  });

  const by = (actor: Actor) => contextOf(world, actor);
  const sent = <Quote>(actor: Actor, planned: Promise<plans.Plan<Quote>>) =>
    carriedOut(world, actor, planned);
  const address = () => pda.provider({ market: world.market.market, owner: owner.address });
  const account = (): Promise<ProviderAccount> =>
    accounts.provider.fetch(world.chain.connection, address());
  const register = (input: Partial<plans.RegisterProviderPlanInput> = {}) =>
    plans.registerProvider(by(owner), {
      ...{ endpoint: ENDPOINT, capacity: 100n * CREDIT, price: UNIT },
      ...input,
    });

  it("register with the bond that the capacity needs, unless more is given", async () => {
    const quote = await sent(owner, register({ quotaCapacity: 20n * CREDIT }));
    const provider = await account();
    expect(quote.provider.equals(provider.address)).to.equal(true);
    expect([quote.bond, quote.required]).to.deep.equal([provider.bond, 100n * UNIT]);
    expect(provider.capacity.next).to.equal(100n * CREDIT);
    expect(quote.terms).to.deep.equal({
      operator: owner.address,
      endpoint: ENDPOINT,
      price: UNIT,
      priceListHash: new Uint8Array(32),
    });
    const { current, next } = provider.terms;
    const terms = { price: UNIT, priceListHash: quote.terms.priceListHash };
    expect([current, next]).to.deep.equal([terms, terms]);
    expect(quote.fromEpoch).to.equal(provider.capacity.epoch + 1);
  });

  it("refuse to register what the program would refuse", async () => {
    const refused = (input: Partial<plans.RegisterProviderPlanInput>) =>
      refusal(() => register(input));
    expect(await refused({ capacity: constants.MAX_CAPACITY + 1n })).to.equal("CapacityOutOfRange");
    expect(await refused({ quotaCapacity: 101n * CREDIT })).to.equal("QuotaAboveCapacity");
    expect(await refused({ bond: 100n * UNIT - 1n })).to.equal("BondTooSmall");
    expect(await refused({ capacity: 0n })).to.equal("ZeroAmount");
    expect(await refused({ price: 0n })).to.equal("PriceOutOfRange");
    expect(await refused({ capacity: 1_001n * CREDIT })).to.equal("InsufficientBalance");
    const creator = await world.actor(0n, world.creator);
    await sent(creator, plans.pause(by(creator), { entries: ["register"] }));
    expect(await refused({})).to.equal("EntryPaused");
  });

  it("change terms and capacity, and keep what is left out", async () => {
    await sent(owner, register({ price: UNIT, quotaCapacity: 20n * CREDIT }));
    const update = (price: bigint) => plans.updateProvider(by(owner), { price });
    const { before, after, fromEpoch } = await sent(owner, update(2n * UNIT));
    expect([before.price, after.price]).to.deep.equal([UNIT, 2n * UNIT]);
    const priceIn = async (epoch: number) =>
      accounts.provider.termsIn(await account(), epoch).price;
    expect([await priceIn(fromEpoch - 1), await priceIn(fromEpoch)]).to.deep.equal([
      UNIT,
      2n * UNIT,
    ]);
    // the last of an epoch wins, and what it replaces is what was to come
    const last = await sent(owner, update(1n));
    expect([last.before.price, last.after.price]).to.deep.equal([2n * UNIT, 1n]);
    expect([await priceIn(fromEpoch - 1), await priceIn(fromEpoch)]).to.deep.equal([UNIT, 1n]);
    expect(await refusal(() => update(0n))).to.equal("PriceOutOfRange");
    const operator = stranger.address;
    await sent(owner, plans.updateProvider(by(owner), { operator }));
    expect((await account()).operator.equals(operator)).to.equal(true);
    expect((await account()).endpoint).to.equal(ENDPOINT);
    const change = (capacity: bigint, quotaCapacity?: bigint) =>
      plans.setCapacity(by(owner), {
        capacity,
        ...(quotaCapacity === undefined ? {} : { quotaCapacity }),
      });
    expect((await sent(owner, change(10n * CREDIT))).quotaCapacity).to.equal(10n * CREDIT);
    const { capacity, quotaCapacity } = await account();
    expect([capacity.next, quotaCapacity.next]).to.deep.equal([10n * CREDIT, 10n * CREDIT]);
    expect(await refusal(() => change(10n * CREDIT, 11n * CREDIT))).to.equal("QuotaAboveCapacity");
    expect(await refusal(() => change(101n * CREDIT))).to.equal("BondTooSmall");
    const gone = await thrownBy(() => plans.updateProvider(by(stranger), { price: UNIT }));
    expect(gone).to.have.property("name", "AccountNotFound");
  });

  it("do not lower quota below what is committed", async () => {
    await sent(owner, register({ quotaCapacity: 20n * CREDIT }));
    const consumer = await world.consumer(10n * UNIT);
    const seller = {
      owner,
      operator: owner.keypair,
      provider: address(),
      revenue: (await account()).revenue,
    };
    const opened = await openChannel(world, { provider: seller, consumer });
    await nextEpoch(world);
    await stakeQuota(world, opened, 5n * UNIT);
    const lower = (quotaCapacity: bigint) =>
      plans.setCapacity(by(owner), { capacity: 100n * CREDIT, quotaCapacity });
    expect(await refusal(() => lower(5n * CREDIT - 1n))).to.equal("QuotaBelowCommitted");
    await sent(owner, lower(5n * CREDIT));
  });

  it("move bond as quoted, through tickets and slashes", async () => {
    await sent(owner, register());
    const added = await sent(owner, plans.addBond(by(owner), { amount: 50n * UNIT }));
    expect(added).to.deep.equal({ bond: 150n * UNIT, required: 100n * UNIT });
    const ask = (amount: bigint) => plans.requestBondWithdrawal(by(owner), { amount });
    expect(await refusal(() => ask(50n * UNIT + 1n))).to.equal("BondTooSmall");
    expect(await refusal(() => ask(0n))).to.equal("ZeroAmount");
    const first = await sent(owner, ask(20n * UNIT));
    const second = await sent(owner, ask(30n * UNIT));
    expect([first.ticketId, second.ticketId]).to.deep.equal([0n, 1n]);

    const arbiter = await world.actor(0n, world.creator);
    const slash = (maxAmount?: bigint) =>
      plans.slashProvider(by(arbiter), {
        provider: address(),
        reason: 7,
        ...(maxAmount === undefined ? {} : { maxAmount }),
      });
    const { treasury, amount: part } = await sent(arbiter, slash(UNIT));
    const { amount: rest } = await sent(arbiter, slash());
    expect([part, rest]).to.deep.equal([UNIT, 29n * UNIT]);
    const { vvvMint } = world.market;
    const taken = pda.revenue({ provider: treasury, diemMint: vvvMint });
    expect(await world.balance(taken)).to.equal(30n * UNIT);
    expect(await refusal(() => slash())).to.equal("SlashCapReached");
    const other = { provider: address(), reason: 7 };
    expect(await refusal(() => plans.slashProvider(by(stranger), other))).to.equal("NotArbiter");

    const out = (ticketId: bigint) => plans.withdrawBond(by(owner), { ticketId });
    expect(await refusal(() => out(0n))).to.equal("CooldownNotOver");
    await world.chain.advance(second.readyTs - (await world.chain.now()));
    for (const ticketId of [0n, 1n]) {
      const before = await world.balance(owner.vvv);
      const { amount } = await sent(owner, out(ticketId));
      expect((await world.balance(owner.vvv)) - before).to.equal(amount);
    }
    expect((await account()).bondCooling).to.deep.include({ amount: 0n, tickets: 0 });
    expect(await thrownBy(() => out(0n))).to.have.property("name", "AccountNotFound");
  });

  it("share out and withdraw revenue as quoted", async () => {
    await sent(owner, register());
    const distribute = () => plans.distributeRevenue(by(stranger), { provider: address() });
    expect(await refusal(distribute)).to.equal("NothingToDistribute");
    const payer = await world.consumer(3n * UNIT);
    await world.pay(payer, (await account()).revenue, 3n * UNIT - 1n);
    const { amount, provider, quota, treasury, stakers } = await sent(stranger, distribute());
    expect(amount)
      .to.equal(3n * UNIT - 1n)
      .and.to.equal(provider + quota + treasury + stakers);
    expect((await account()).claimable).to.equal(provider);
    const market = await world.marketAccount();
    expect([market.treasuryOwed, market.quotaPool]).to.deep.equal([treasury, quota]);
    expect(market.feeStream.remaining).to.equal(stakers);
    const withdraw = (part?: bigint) =>
      plans.withdrawRevenue(by(owner), part === undefined ? {} : { amount: part });
    expect(await refusal(() => withdraw(provider + 1n))).to.equal("ClaimableExceeded");
    expect((await sent(owner, withdraw(1n))).left).to.equal(provider - 1n);
    await sent(owner, withdraw());
    expect(await world.balance(owner.diem)).to.equal(provider);
    expect(await refusal(() => withdraw())).to.equal("ZeroAmount");
  });

  it("pay the rewards of closed epochs as quoted", async () => {
    await sent(owner, register({ quotaCapacity: 20n * CREDIT }));
    const consumer = await world.consumer(10n * UNIT);
    const { revenue } = await account();
    const seller = { owner, operator: owner.keypair, provider: address(), revenue };
    const opened = await openChannel(world, { provider: seller, consumer, deposit: 2n * UNIT });
    await nextEpoch(world);
    await stakeQuota(world, opened, 5n * UNIT);
    await fundQuota(world, consumer, UNIT);
    const serveEpoch = async (diem: bigint) => {
      const epoch = await nextEpoch(world);
      await serve(world, opened, { diem, quota: CREDIT }, { epoch });
      return epoch;
    };
    const claim = () => plans.claimQuotaRewards(by(stranger), { provider: address() });
    const late = await serveEpoch(UNIT);
    await report(world, seller, late);
    await nextEpoch(world, 2);
    expect(await refusal(claim)).to.equal("NothingToReward");
    await rollEpoch(world);
    await collect(world, opened);
    await world.distribute(seller.provider);
    expect(await refusal(claim)).to.equal("RevenueNotDistributed");

    const epoch = await serveEpoch(2n * UNIT);
    await collect(world, opened);
    await world.distribute(seller.provider);
    await report(world, seller, epoch);
    await nextEpoch(world, 2);
    await rollEpoch(world);
    const before = await world.balance(owner.diem);
    const { rewards } = await sent(stranger, claim());
    expect(rewards.map(({ record }) => record.epoch)).to.deep.equal([epoch]);
    const total = rewards.reduce((sum, { amount }) => sum + amount, 0n);
    expect((await world.balance(owner.diem)) - before)
      .to.equal(total)
      .and.to.satisfy((amount: bigint) => amount > 0n);
    expect(await refusal(claim)).to.equal("RevenueNotDistributed");
  });

  it("retire, and close with the payout that is quoted", async () => {
    await sent(owner, register());
    const close = () => plans.closeProvider(by(owner));
    expect(await refusal(close)).to.equal("ProviderNotRetiring");
    const notice = await sent(owner, plans.retireProvider(by(owner)));
    const { noticeEndsTs, lastQuotaEpoch } = await account();
    expect(notice).to.deep.equal({ noticeEndsTs, lastQuotaEpoch });
    expect(await refusal(() => plans.retireProvider(by(owner)))).to.equal("ProviderRetiring");
    expect(await refusal(close)).to.equal("NoticeNotOver");
    const { readyTs } = await sent(
      owner,
      plans.requestBondWithdrawal(by(owner), { amount: 100n * UNIT }),
    );
    await world.chain.advance(readyTs - (await world.chain.now()));
    expect(await refusal(close)).to.equal("ProviderNotEmpty");
    const arbiter = await world.actor(0n, world.creator);
    const slash = { provider: address(), reason: 7, maxAmount: UNIT };
    await sent(arbiter, plans.slashProvider(by(arbiter), slash));
    await sent(owner, plans.withdrawBond(by(owner), { ticketId: 0n }));
    expect(await refusal(close)).to.equal("SlashedInEpoch");
    const early = instructions.closeProvider({ market: world.market, owner: owner.address });
    await expectRefusal(world.send([early], [owner.keypair]), "SlashedInEpoch");
    await nextEpoch(world);
    const payer = await world.consumer(UNIT);
    await world.pay(payer, (await account()).revenue, UNIT);
    const before = await world.balance(owner.diem);
    const { toOwner, toOthers } = await sent(owner, close());
    expect((await world.balance(owner.diem)) - before).to.equal(toOwner);
    expect(toOwner + toOthers).to.equal(UNIT);
  });
});
