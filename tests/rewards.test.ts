import { expect } from "chai";
import { instructions } from "@diem/sdk";
import { startChain, TestChain } from "./support/chain";
import { expectRefusal } from "./support/refusals";
import { EPOCH_SECS, EVEN_STAKE, UNIT } from "./support/market";
import { World } from "./support/world";

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
    await rewarded.fundRewards(1_000n, 2n);
    await chain.advance(4n);
    await rewarded.claim(actor);
    expect(await rewarded.balance(actor.vvv)).to.equal(1_000n);
    await expectRefusal(rewarded.claim(actor), "NothingToClaim");
  });

  it("shares by stake and keeps the haircut of locked stake for the quota pool", async () => {
    const free = await rewarded.staker(200n * UNIT);
    const minter = await rewarded.staker(200n * UNIT);
    await rewarded.mint(minter, 2n * UNIT);
    const { locked } = await rewarded.position(minter);
    await rewarded.fundRewards(400_000n, 2n);
    await chain.advance(4n);
    await rewarded.claim(free);
    await rewarded.claim(minter);
    const expectedCut = (400_000n * locked * 2_000n) / (400n * UNIT) / 10_000n;
    const market = await rewarded.marketAccount();
    expect(Number(market.quotaPool)).to.be.closeTo(Number(expectedCut), 1);
    expect(Number(await rewarded.balance(free.vvv))).to.be.closeTo(200_000, 1);
    const net = 200_000n - market.quotaPool;
    expect(Number(await rewarded.balance(minter.vvv))).to.be.closeTo(Number(net), 2);
    const vault = await rewarded.balance(rewarded.market.rewardVault);
    expect(vault).to.equal(market.rewardStream.remaining + market.rewardsOwed + market.quotaPool);
  });

  it("pays nothing for time in which nobody was staked, and loses nothing of it", async () => {
    await rewarded.fundRewards(1_000n, 2n);
    await chain.advance(5n);
    const late = await rewarded.staker(EVEN_STAKE);
    expect((await rewarded.marketAccount()).rewardStream.remaining).to.be.oneOf([1_000n, 500n]);
    await chain.advance(3n);
    await rewarded.claim(late);
    expect(await rewarded.balance(late.vvv)).to.equal(1_000n);
  });

  it("earns nothing while cooling", async () => {
    const leaving = await rewarded.staker(EVEN_STAKE);
    const staying = await rewarded.staker(EVEN_STAKE);
    await rewarded.requestUnstake(leaving, EVEN_STAKE);
    await rewarded.fundRewards(1_000n, 1n);
    await chain.advance(3n);
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
    await rewarded.fundRewards(1_000n, 1n);
    await chain.advance(EPOCH_SECS + 1n);
    const before = await rewarded.position(actor);
    await rewarded.compound(actor);
    const after = await rewarded.position(actor);
    const { quotaPool } = await rewarded.marketAccount();
    const gained = after.staked - before.staked;
    expect(Number(gained + quotaPool)).to.be.closeTo(1_000, 2);
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
