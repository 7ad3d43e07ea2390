import { expect } from "chai";
import { instructions } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { expectRefusal } from "../../support/refusals";
import { COOLDOWN_SECS, EVEN_STAKE, UNIT } from "../../support/market";
import { World } from "../../support/world";

describe("claim_rewards, compound_rewards", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  let rewarded: World;

  beforeEach(async () => {
    rewarded = await World.create(chain);
  });

  it("pays the whole stream to a sole unlocked staker", async () => {
    const actor = await rewarded.staker(EVEN_STAKE);
    await rewarded.fundRewards(1_000n, COOLDOWN_SECS);
    await chain.advance(COOLDOWN_SECS + 1n);
    await rewarded.claim(actor);
    expect(await rewarded.balance(actor.vvv)).to.equal(1_000n);
    await expectRefusal(rewarded.claim(actor), "NothingToClaim");
  });

  it("shares by weight: what locked stake forgoes goes to the others, and nothing is kept back", async () => {
    const free = await rewarded.staker(200n * UNIT);
    const minter = await rewarded.staker(200n * UNIT);
    await rewarded.mint(minter, 2n * UNIT);
    const { locked } = await rewarded.position(minter);
    const weight = 200n * UNIT - (locked * 2_000n) / 10_000n;
    const { rewardWeight, totalStaked } = await rewarded.marketAccount();
    expect([rewardWeight, totalStaked]).to.deep.equal([200n * UNIT + weight, 400n * UNIT]);
    await rewarded.fundRewards(400_000n, COOLDOWN_SECS);
    await chain.advance(COOLDOWN_SECS + 1n);
    await rewarded.claim(free);
    await rewarded.claim(minter);
    const ofFree = (400_000n * 200n * UNIT) / rewardWeight;
    expect(ofFree > 200_000n).to.equal(true);
    const paid = [await rewarded.balance(free.vvv), await rewarded.balance(minter.vvv)];
    expect(Number(paid[0])).to.be.closeTo(Number(ofFree), 1);
    expect(Number(paid[1])).to.be.closeTo(Number(400_000n - ofFree), 1);
    const market = await rewarded.marketAccount();
    expect(market.quotaPool).to.equal(0n);
    const vault = await rewarded.balance(rewarded.market.rewardVault);
    expect(vault).to.equal(market.rewardStream.remaining + market.rewardsOwed);
    // no more than what rounding leaves
    expect(vault <= 2n).to.equal(true);
  });

  it("gives locked stake its whole weight back with the burn", async () => {
    const minter = await rewarded.staker(200n * UNIT);
    await rewarded.mint(minter, 2n * UNIT);
    await rewarded.burn(minter, UNIT);
    const { locked } = await rewarded.position(minter);
    const { rewardWeight } = await rewarded.marketAccount();
    expect(rewardWeight).to.equal(200n * UNIT - (locked * 2_000n) / 10_000n);
    await rewarded.burn(minter, UNIT);
    expect((await rewarded.marketAccount()).rewardWeight).to.equal(200n * UNIT);
  });

  it("pays nothing for time in which nobody was staked, and loses nothing of it", async () => {
    await rewarded.fundRewards(1_000n, COOLDOWN_SECS);
    await chain.advance(COOLDOWN_SECS + 1n);
    const late = await rewarded.staker(EVEN_STAKE);
    const { remaining } = (await rewarded.marketAccount()).rewardStream;
    expect(remaining).to.be.oneOf([1_000n, 750n]); // a validator's second may have passed since
    await chain.advance(COOLDOWN_SECS + 1n);
    await rewarded.claim(late);
    expect(await rewarded.balance(late.vvv)).to.equal(1_000n);
  });

  it("earns nothing while cooling", async () => {
    const leaving = await rewarded.staker(EVEN_STAKE);
    const staying = await rewarded.staker(EVEN_STAKE);
    await rewarded.requestUnstake(leaving, EVEN_STAKE);
    await rewarded.fundRewards(1_000n, COOLDOWN_SECS);
    await chain.advance(COOLDOWN_SECS + 1n);
    await expectRefusal(rewarded.claim(leaving), "NothingToClaim");
    await rewarded.claim(staying);
    expect(await rewarded.balance(staying.vvv)).to.equal(1_000n);
  });

  it("compounds VVV rewards into stake and leaves the fees", async () => {
    const actor = await rewarded.staker(10_000n * UNIT);
    const { provider, revenue } = await rewarded.provider();
    await rewarded.mint(actor, UNIT);
    await rewarded.pay(actor, revenue, UNIT);
    await rewarded.distribute(provider);
    await rewarded.fundRewards(1_000n, COOLDOWN_SECS);
    await chain.advance(COOLDOWN_SECS + 1n);
    const before = await rewarded.position(actor);
    await rewarded.compound(actor);
    const after = await rewarded.position(actor);
    const gained = after.staked - before.staked;
    expect(Number(gained)).to.be.closeTo(1_000, 1); // a sole staker forgoes nothing to anybody
    expect(after.unclaimedRewards).to.equal(0n);
    expect(after.unclaimedFees > 0n).to.equal(true);
    const vault = await rewarded.balance(rewarded.market.stakeVault);
    expect(vault).to.equal(after.staked);
    await expectRefusal(rewarded.compound(actor), "NothingToCompound");
  });

  it("refuses to pay into other people's accounts and out of other vaults", async () => {
    const actor = await rewarded.staker(UNIT);
    const other = await rewarded.actor(0n);
    const { market } = rewarded;
    const claim = (override: object) =>
      rewarded.send(
        [instructions.claimRewards({ market, owner: actor.address, ...override })],
        [actor.keypair],
      );
    await expectRefusal(claim({ ownerVvv: other.vvv }), "WrongTokenOwner");
    await expectRefusal(claim({ ownerDiem: other.diem }), "WrongTokenOwner");
    await expectRefusal(claim({ ownerDiem: actor.vvv }), "WrongMint");
    await expectRefusal(claim({ market: { ...market, feePool: market.escrow } }), "WrongVault");
    const swapped = { ...market, rewardVault: market.stakeVault };
    await expectRefusal(claim({ market: swapped }), "WrongVault");
  });
});
