import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { constants, instructions, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { patchMarket } from "../../support/patching";
import * as bonds from "../../support/providers";
import { collect } from "../../support/settling";
import { catchUp, report, serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;
const GRACE_SECS = 10n;
const SUPPLY = 30n * UNIT;

/** A market in which somebody stands before every exit. */
async function crowdedMarket() {
  const world = await World.create(await startChain(), {
    epochSecs: EPOCH_SECS,
    params: { channelGraceSecs: GRACE_SECS },
  });
  const holder = await world.consumer(SUPPLY);
  const offer = { bond: 9n * UNIT, capacity: 4n * CREDIT, quotaCapacity: 4n * CREDIT };
  const [seller, gone] = [await world.provider(offer), await world.provider()];
  const empty = await world.staker(UNIT, 0n);
  await world.fundRewards(1_000n * UNIT, 1_000n);
  await bonds.retire(world, gone);
  await bonds.requestBondWithdrawal(world, gone, UNIT);

  const served = await epochs.nextEpoch(world);
  const order = { provider: seller, consumer: holder };
  const staying = await channels.openChannel(world, { ...order, deposit: 5n * UNIT });
  const leaving = await channels.openChannel(world, { ...order, deposit: UNIT });
  await channels.stakeQuota(world, staying, 3n * UNIT);
  await serve(world, staying, { diem: 2n * UNIT, quota: 2n * CREDIT });
  await collect(world, staying);
  await world.distribute(seller.provider);
  await report(world, seller, served);
  await channels.requestQuotaUnstake(world, staying, UNIT);
  await channels.requestClose(world, leaving);
  await world.requestUnstake(holder, 100n * UNIT);
  await bonds.requestBondWithdrawal(world, seller, UNIT);
  await epochs.nextEpoch(world, 2);
  await catchUp(world);
  await bonds.withdrawBond(world, gone, 0n);
  await channels.outlastWindow(world, leaving);
  return { world, holder, seller, gone, empty, served, staying, leaving };
}

type Crowded = Awaited<ReturnType<typeof crowdedMarket>>;

/** Everybody leaves; each is paid its own, to the unit. */
async function expectAllExits({ world, holder, seller, ...rest }: Crowded): Promise<void> {
  const { gone, empty, served, staying, leaving } = rest;
  const { connection } = world.chain;
  const { market } = world;
  const gain = async (of: PublicKey, exit: () => Promise<unknown>) => {
    const before = await world.balance(of);
    await exit();
    return (await world.balance(of)) - before;
  };

  const position = await world.position(holder);
  const debtor = {
    market: await world.marketAccount(),
    position,
    supply: await world.diemSupply(),
  };
  const quote = quotes.burnQuote({ ...debtor, amount: 10n * UNIT });
  const { diemBurned, vvvUnlocked: unlocked } = quote;
  expect(diemBurned).to.equal(10n * UNIT);
  await world.burn(holder, 10n * UNIT, unlocked);
  expect((await world.position(holder)).locked).to.equal(position.locked - unlocked);
  expect(await world.bill(holder)).to.equal(quote.bill);
  await world.requestUnstake(holder, unlocked);
  expect(await gain(holder.vvv, () => world.withdrawUnstaked(holder, 0n))).to.equal(100n * UNIT);
  const owing = { market: await world.marketAccount(), position: await world.position(holder) };
  const { fees, rewards } = quotes.claimable({ ...owing, now: await world.chain.now() });
  expect(fees > 0n && rewards > 0n).to.equal(true);
  const [diem, vvv] = [await world.balance(holder.diem), await world.balance(holder.vvv)];
  await world.claim(holder);
  expect((await world.balance(holder.diem)) - diem).to.equal(fees);
  expect((await world.balance(holder.vvv)) - vvv).to.equal(rewards);
  await world.closePosition(empty);
  expect(await connection.getAccountInfo(empty.position)).to.equal(null);

  const { owner, provider } = seller;
  const amount = (2n * UNIT * 75n) / 100n;
  const payout = instructions.withdrawRevenue({ market, owner: owner.address, provider, amount });
  const paid = await gain(owner.diem, () => world.send([payout], [owner.keypair]));
  expect(paid).to.equal(amount);
  await bonds.requestBondWithdrawal(world, seller, 4n * UNIT);
  expect(await gain(owner.vvv, () => bonds.withdrawBond(world, seller, 0n))).to.equal(UNIT);
  const reward = () => epochs.claimQuotaReward(world, seller, served);
  const lapsed = (await epochs.epoch(world)) >= served + constants.USAGE_EPOCHS;
  if (lapsed) await expectUntouched(world, reward, "RewardLapsed");
  else expect(await gain(owner.diem, reward)).to.equal(UNIT / 5n); // a tenth of the revenue
  await bonds.closeProvider(world, gone);
  expect(await connection.getAccountInfo(gone.provider)).to.equal(null);

  await channels.requestQuotaUnstake(world, staying, UNIT);
  expect(await gain(holder.diem, () => channels.withdrawQuota(world, staying))).to.equal(UNIT);
  expect(await gain(holder.diem, () => channels.closeChannel(world, leaving))).to.equal(UNIT);
  await channels.requestClose(world, staying);
  await bonds.retire(world, seller);
  await bonds.requestBondWithdrawal(world, seller, 4n * UNIT);

  await epochs.nextEpoch(world);
  await channels.outlastWindow(world, staying);
  const refunded = await gain(holder.diem, () => channels.closeChannel(world, staying));
  expect(refunded).to.equal(5n * UNIT); // 3 of the deposit, 2 that were staked
  for (const id of [1n, 2n]) {
    expect(await gain(owner.vvv, () => bonds.withdrawBond(world, seller, id))).to.equal(4n * UNIT);
  }
  // somebody sends dust, and nobody distributes it
  await world.pay(holder, seller.revenue, 101n);
  const split = quotes.splitFee({ market: await world.marketAccount(), amount: 101n });
  expect(await gain(owner.diem, () => bonds.closeProvider(world, seller))).to.equal(split.provider);
  expect(await connection.getMultipleAccountsInfo([provider, seller.revenue])).to.deep.equal([
    null,
    null,
  ]);
  await world.withdrawUnstaked(holder, 1n);
  await expectSolvent(world);
  await expectTotalsToAddUp(world);
}

/** A target supply that is current and announced. */
const target = (world: World, amount: bigint) => {
  patchMarket(world, { targetSupply: amount, nextTarget: amount });
};

describe("every exit is open", () => {
  const arrangements: [string, (world: World) => Promise<void> | void][] = [
    ["with nothing out of the ordinary", () => undefined],
    ["with ten times the target outstanding", (world) => target(world, SUPPLY / 10n)],
    ["with a target of one base unit", (world) => target(world, 1n)],
    [
      "with the target at its floor",
      async (world) => target(world, (await world.marketAccount()).params.targetFloor),
    ],
    ["with utilisation at 0", (world) => patchMarket(world, { utilisationEma: 0n })],
    [
      "with utilisation at 10,000",
      (world) => patchMarket(world, { utilisationEma: 10_000n << 32n }),
    ],
    [
      "with nobody having rolled an epoch for 1,000 epochs",
      async (world) => {
        await epochs.nextEpoch(world, 1_000);
      },
    ],
    [
      "with a reference price of one base unit",
      (world) => patchMarket(world, { referencePrice: 1n }),
    ],
    [
      "with half of the DIEM burnt by somebody who owes none",
      async (world) => {
        const other = await world.consumer(SUPPLY);
        await world.splBurn(other, SUPPLY);
      },
    ],
  ];
  for (const [name, arrange] of arrangements) {
    it(name, async () => {
      const crowded = await crowdedMarket();
      await arrange(crowded.world);
      await expectAllExits(crowded);
    });
  }

  it("though minting is refused where the supply has left the curve", async () => {
    const { world, holder } = await crowdedMarket();
    target(world, SUPPLY / 10n);
    await expectUntouched(world, () => world.mint(holder, UNIT), "OutsideMintCurve");
    await world.burn(holder, UNIT);
    // at the target there is a rate again
    target(world, SUPPLY);
    await world.mint(holder, UNIT);
  });
});
