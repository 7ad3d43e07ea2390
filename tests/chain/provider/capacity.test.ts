import { expect } from "chai";
import type { Keypair } from "@solana/web3.js";
import { constants, instructions, quotes } from "@diem/sdk";
import * as channels from "../../support/channels";
import { startChain, TestChain } from "../../support/chain";
import { nextEpoch, openRecord, recordAccount } from "../../support/epochs";
import { providerTerms, U64_MAX, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { catchUp, rollAsQuoted } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
const CREDIT = 1_000_000n;
/** Does not divide evenly: what a micro-credit needs is rounded up. */
const BOND_PER_CREDIT = UNIT + 1n;

describe("capacity", () => {
  let chain: TestChain;
  /** One epoch outlasts every test. */
  let world: World;
  /** Its epochs pass in seconds. */
  let short: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain, {
      epochSecs: AGES,
      params: { bondPerCredit: BOND_PER_CREDIT },
    });
    short = await World.create(chain);
  });

  const offer = (seller: Seller, capacity: bigint, quotaCapacity = 0n, where = world) => {
    return () => bonds.setCapacity(where, seller, { capacity, quotaCapacity });
  };
  /** Capacity and quota capacity of an epoch. */
  const figuresOf = (
    {
      capacity,
      quotaCapacity,
    }: Awaited<ReturnType<typeof bonds.providerAccount | World["marketAccount"]>>,
    ofEpoch: number,
  ) =>
    [capacity, quotaCapacity].map((figure) => quotes.scheduled.inEpoch({ figure, epoch: ofEpoch }));
  const marketFigures = async (where: World, ofEpoch: number) =>
    figuresOf(await where.marketAccount(), ofEpoch);
  const providerFigures = async (where: World, seller: Seller, ofEpoch: number) =>
    figuresOf(await bonds.providerAccount(where, seller), ofEpoch);

  it("needs its bond at the registration, to the base unit, rounded up", async () => {
    const capacity = 1_500_001n;
    const bond = 1_500_001_002n; // ceil(1,500,001 * 1,000,000,001 / 1,000,000), exactly 1,500,001,001.500001
    expect(quotes.bondRequiredCeil({ capacity, bondPerCredit: BOND_PER_CREDIT })).to.equal(bond);
    const owner = await world.actor(bond);
    const register = (given: bigint) => () => {
      const terms = providerTerms(owner.address);
      const order = { market: world.market, owner: owner.address, bond: given, capacity, terms };
      return world.send([instructions.registerProvider(order)], [owner.keypair]);
    };
    await expectUntouched(world, register(bond - 1n), "BondTooSmall");
    await register(bond)();
  });

  it("needs its bond when it is raised, in the same epoch already", async () => {
    const seller = await world.provider(2n * BOND_PER_CREDIT);
    await expectUntouched(world, offer(seller, 2n * CREDIT + 1n), "BondTooSmall");
    await expectUntouched(world, offer(seller, constants.MAX_CAPACITY), "BondTooSmall");
    await offer(seller, 2n * CREDIT)();
    await expectUntouched(world, offer(seller, 2n * CREDIT + 1n), "BondTooSmall");
    await bonds.addBond(world, seller, 1_001n); // ceil(1,000.000001)
    await offer(seller, 2n * CREDIT + 1n)();
    await expectUntouched(world, offer(seller, 2n * CREDIT + 2n), "BondTooSmall");
  });

  it("cannot be used up by one provider: each may offer 2^44 micro-credits, and many may", async () => {
    const fresh = await World.create(chain, { epochSecs: 15n });
    const most = 1n << 44n;
    expect(constants.MAX_CAPACITY).to.equal(most);
    const bond = (most * UNIT) / CREDIT + UNIT;
    const seller = await fresh.provider(bond);
    for (const above of [most + 1n, U64_MAX / 2n, U64_MAX]) {
      await expectUntouched(fresh, offer(seller, above, 0n, fresh), "CapacityOutOfRange");
      await expectUntouched(fresh, offer(seller, above, above, fresh), "CapacityOutOfRange");
    }
    const register = (capacity: bigint) => fresh.provider({ bond, capacity });
    const beyond = () => register(most + 1n);
    await expectUntouched(fresh, beyond, "CapacityOutOfRange");
    await offer(seller, most, most, fresh)();
    for (let nth = 0; nth < 5; nth++) await register(most);
    await fresh.provider({ capacity: CREDIT, quotaCapacity: CREDIT });
    const whole = 6n * most + CREDIT;
    const { capacity, quotaCapacity } = await fresh.marketAccount();
    expect([capacity.next, quotaCapacity.next]).to.deep.equal([whole, most + CREDIT]);
    const running = await nextEpoch(fresh);
    await catchUp(fresh);
    await openRecord(fresh, running);
    expect((await recordAccount(fresh, running)).capacity).to.equal(whole);
    await nextEpoch(fresh, 2);
    await rollAsQuoted(fresh);
  });

  it("refuses more quota than capacity, at the registration too", async () => {
    const seller = await world.provider(10n * UNIT);
    await expectUntouched(world, offer(seller, CREDIT, CREDIT + 1n), "QuotaAboveCapacity");
    await offer(seller, CREDIT, CREDIT)();
    const registration = () => world.provider({ capacity: CREDIT, quotaCapacity: CREDIT + 1n });
    await expectUntouched(world, registration, "QuotaAboveCapacity");
  });

  it("counts its last change of an epoch alone", async () => {
    const before = await world.marketAccount();
    const seller = await world.provider(10n * UNIT);
    for (const [capacity, quota] of [
      [5n, 4n],
      [9n, 0n],
      [0n, 0n],
      [7n, 3n],
    ] as const) {
      await offer(seller, capacity * CREDIT, quota * CREDIT)();
      const { capacity: total, quotaCapacity } = await world.marketAccount();
      expect(total.next - before.capacity.next).to.equal(capacity * CREDIT);
      expect(quotaCapacity.next - before.quotaCapacity.next).to.equal(quota * CREDIT);
    }
  });

  it("refuses strangers and another market", async () => {
    const seller = await world.provider(10n * UNIT);
    const stranger = await world.actor(0n);
    const set = (override: object, signer: Keypair = seller.owner.keypair) => {
      const { provider, owner } = seller;
      const base = { market: world.market, owner: owner.address, provider };
      const figures = { capacity: 1n, quotaCapacity: 0n };
      const order = instructions.setCapacity({ ...base, ...figures, ...override });
      return () => world.send([order], [signer]);
    };
    const { address: owner, keypair } = stranger;
    await expectUntouched(world, set({ owner }, keypair), "WrongOwner");
    await expectUntouched(world, set({ market: short.market }), "WrongMarket");
    await set({})();
  });

  it("takes effect in the next epoch, for the provider, the market and the record", async () => {
    const fresh = await World.create(chain, { epochSecs: 6n });
    const seller = await fresh.provider({ capacity: 3n * CREDIT, quotaCapacity: CREDIT });
    const first = await nextEpoch(fresh);
    await bonds.addBond(fresh, seller, UNIT);
    await offer(seller, 4n * CREDIT, 2n * CREDIT, fresh)();
    await catchUp(fresh);
    await openRecord(fresh, first);
    const old = [3n * CREDIT, CREDIT];
    const raised = [4n * CREDIT, 2n * CREDIT];
    for (const figures of [marketFigures, (w: World, e: number) => providerFigures(w, seller, e)]) {
      expect(await figures(fresh, first)).to.deep.equal(old);
      expect(await figures(fresh, first + 1)).to.deep.equal(raised);
    }
    expect((await recordAccount(fresh, first)).capacity).to.equal(3n * CREDIT);
    const second = await nextEpoch(fresh);
    await catchUp(fresh);
    await openRecord(fresh, second);
    expect((await recordAccount(fresh, second)).capacity).to.equal(4n * CREDIT);
  });

  it("is what an epoch's record is measured against, even if that is opened while it settles", async () => {
    const fresh = await World.create(chain, { epochSecs: 6n });
    const seller = await fresh.provider({ bond: 9n * UNIT, capacity: 3n * CREDIT });
    const first = await nextEpoch(fresh);
    await offer(seller, 5n * CREDIT, 0n, fresh)();
    await nextEpoch(fresh);
    await offer(seller, 9n * CREDIT, 0n, fresh)();
    await catchUp(fresh);
    await openRecord(fresh, first);
    expect((await recordAccount(fresh, first)).capacity).to.equal(3n * CREDIT);
  });

  it("can be taken by quota only once it counts", async () => {
    const seller = await short.provider({ capacity: CREDIT, quotaCapacity: CREDIT });
    const consumer = await short.consumer(3n * UNIT);
    const opened = await channels.openChannel(short, { provider: seller, consumer });
    await nextEpoch(short);
    const late = await short.provider({ capacity: CREDIT, quotaCapacity: CREDIT });
    const early = await channels.openChannel(short, { provider: late, consumer });
    const stake = () => channels.stakeQuota(short, early, UNIT);
    await expectUntouched(short, stake, "QuotaCapacityExceeded");
    await expectUntouched(
      short,
      () => channels.stakeQuota(short, opened, UNIT + 1_000n),
      "QuotaCapacityExceeded",
    );
    await channels.stakeQuota(short, opened, UNIT);
    await nextEpoch(short);
    await stake();
    expect((await bonds.providerAccount(short, late)).committed.next).to.equal(CREDIT);
  });

  it("stays above what is committed, until consumers unstake", async () => {
    const seller = await short.provider({
      bond: 9n * UNIT,
      capacity: 9n * CREDIT,
      quotaCapacity: 9n * CREDIT,
    });
    const consumer = await short.consumer(3n * UNIT);
    const opened = await channels.openChannel(short, { provider: seller, consumer });
    await nextEpoch(short);
    await channels.stakeQuota(short, opened, 3n * UNIT);
    const below = offer(seller, 9n * CREDIT, 3n * CREDIT - 1n, short);
    await expectUntouched(short, below, "QuotaBelowCommitted");
    await offer(seller, 9n * CREDIT, 3n * CREDIT, short)();
    // the quota of this epoch is still served, but none of the next
    await channels.requestQuotaUnstake(short, opened, UNIT);
    await below();
    await expectUntouched(
      short,
      offer(seller, 9n * CREDIT, 2n * CREDIT - 1n, short),
      "QuotaBelowCommitted",
    );
    await offer(seller, 2n * CREDIT, 2n * CREDIT, short)();
    const running = await nextEpoch(short);
    expect(await providerFigures(short, seller, running)).to.deep.equal([2n * CREDIT, 2n * CREDIT]);
  });

  it("frees its bond when the epoch turns, not when it is lowered", async () => {
    const seller = await short.provider({ bond: 5n * UNIT, capacity: 5n * CREDIT });
    await nextEpoch(short);
    const request = (amount: bigint) => () => bonds.requestBondWithdrawal(short, seller, amount);
    await offer(seller, 2n * CREDIT, 0n, short)();
    await expectUntouched(short, request(1n), "BondTooSmall");
    const { epoch: set } = (await bonds.providerAccount(short, seller)).capacity;
    expect(await nextEpoch(short)).to.be.greaterThan(set);
    await expectUntouched(short, request(3n * UNIT + 1n), "BondTooSmall");
    await request(3n * UNIT)();
    expect((await bonds.providerAccount(short, seller)).bond).to.equal(2n * UNIT);
  });

  it("is the sum over all providers in every epoch", async () => {
    const fresh = await World.create(chain, { epochSecs: 6n });
    const sellers = [
      await fresh.provider({ bond: 9n * UNIT, capacity: CREDIT, quotaCapacity: CREDIT }),
      await fresh.provider({ bond: 9n * UNIT, capacity: 2n * CREDIT }),
    ] as const;
    await nextEpoch(fresh);
    await offer(sellers[0], 5n * CREDIT, 4n * CREDIT, fresh)();
    const running = await nextEpoch(fresh);
    await bonds.retire(fresh, sellers[1]);
    for (const of of [running - 1, running, running + 1]) {
      const parts = await Promise.all(sellers.map((each) => providerFigures(fresh, each, of)));
      const sum = (nth: 0 | 1) => parts.reduce((all, part) => all + (part[nth] ?? 0n), 0n);
      const known = of === running - 1 ? [3n * CREDIT, CREDIT] : [sum(0), sum(1)];
      expect(await marketFigures(fresh, of), `epoch ${of}`).to.deep.equal(known);
    }
    expect(await marketFigures(fresh, running + 1)).to.deep.equal([5n * CREDIT, 4n * CREDIT]);
  });
});
