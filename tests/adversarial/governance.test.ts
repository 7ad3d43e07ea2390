import { PublicKey, type Keypair } from "@solana/web3.js";
import { expect } from "chai";
import { constants, instructions, quotes } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { expectUntouched } from "../support/untouched";
import { World } from "../support/world";
import { apply, HOSTILE, propose, rollAll } from "./governance-actions";

/** As long as an epoch and the cool-downs. */
const DELAY_SECS = 1_000n;
const WINDOW_SECS = 14n * 86_400n;

describe("adversarial: governance", () => {
  let chain: TestChain;
  let world: World;
  beforeEach(async () => {
    chain = await startChain();
    world = await World.create(chain, { epochSecs: DELAY_SECS });
  });

  it("one-step authority change: a wrong or stolen key takes nothing over without the new key's signature", async () => {
    const { market, creator } = world;
    const authority = creator.publicKey;
    const [next, thief] = [await chain.wallet(), await chain.wallet()];
    const proposal = (newAuthority: PublicKey, by: Keypair) => () =>
      world.send(
        [instructions.proposeAuthority({ market, authority: by.publicKey, newAuthority })],
        [by],
      );
    const accept = (by: Keypair) => () =>
      world.send([instructions.acceptAuthority({ market, newAuthority: by.publicKey })], [by]);
    const owner = async () => (await world.marketAccount()).roles.authority.toBase58();

    await expectUntouched(world, proposal(thief.publicKey, thief), "NotAuthority");
    await expectUntouched(world, accept(thief), "NotPendingAuthority");
    await proposal(next.publicKey, creator)();
    expect(await owner()).to.equal(authority.toBase58());
    // a mistake is taken back as long as nobody has accepted it
    await proposal(PublicKey.default, creator)();
    await expectUntouched(world, accept(next), "NotPendingAuthority");
    await proposal(next.publicKey, creator)();
    await proposal(thief.publicKey, creator)();
    await proposal(next.publicKey, creator)();
    for (const wrong of [thief, creator]) {
      await expectUntouched(world, accept(wrong), "NotPendingAuthority");
    }
    const roles = instructions.setRoles({
      ...{ market, authority: next.publicKey },
      ...{ guardian: next.publicKey, arbiter: next.publicKey, treasury: next.publicKey },
    });
    await expectUntouched(world, () => world.send([roles], [next]), "NotAuthority");
    await accept(next)();
    expect(await owner()).to.equal(next.publicKey.toBase58());
    await expectUntouched(world, proposal(authority, creator), "NotAuthority");
    await expectUntouched(world, accept(next), "NotPendingAuthority");
  });

  it("fee raised in front of a user: no change takes effect before its delay, and none by surprise after it", async () => {
    await propose(world, HOSTILE);
    await chain.advance(DELAY_SECS - 1n);
    await expectUntouched(world, () => apply(world), "ParamsDelayNotOver");
    // other parameters in the place of those that waited wait themselves
    await propose(world, { ...HOSTILE, treasuryBps: 999, stakersBps: 2_001 });
    await chain.advance(1n);
    await expectUntouched(world, () => apply(world), "ParamsDelayNotOver");
    await chain.advance(DELAY_SECS - 1n + WINDOW_SECS + 1n);
    await rollAll(world);
    await expectUntouched(world, () => apply(world), "ParamsProposalExpired");
    await propose(world, { channelGraceSecs: 0n });
    await expectUntouched(world, () => apply(world), "ParamsDelayNotOver");
    await chain.advance(DELAY_SECS);
    await rollAll(world);
    await apply(world);
    expect((await world.marketAccount()).params).to.include({ treasuryBps: 500 });
  });

  it("fee raised in front of a user: a transaction at an agreed price is refused at a worse one", async () => {
    const staker = await world.staker(100_000n * UNIT);
    const [market, now] = [await world.marketAccount(), await chain.now()];
    const supply = await world.diemSupply();
    const { vvvLocked } = quotes.mintQuote({ market, supply, amount: UNIT, now });
    await propose(world, HOSTILE);
    await chain.advance(DELAY_SECS);
    await rollAll(world);
    await apply(world);
    const dearer = () => world.mint(staker, UNIT, vvvLocked);
    await expectUntouched(world, dearer, "CostAboveMaximum");
    const { referencePrice } = await world.marketAccount();
    expect([referencePrice.current, referencePrice.next]).to.deep.equal([5n * UNIT, 5n * UNIT]);
  });

  it("fee raised in front of a user: a bond is slashed under the cap under which it was given, until its owner adds some", async () => {
    const seller = await world.provider(1_000n * UNIT);
    const lost = async () => {
      const { bond } = await bonds.providerAccount(world, seller);
      await bonds.slash(world, seller, bond);
      return bond - (await bonds.providerAccount(world, seller)).bond;
    };
    await propose(world, { maxSlashBps: constants.MAX_SLASH_BPS });
    await chain.advance(DELAY_SECS);
    await rollAll(world);
    await apply(world);
    expect(await lost()).to.equal(200n * UNIT);
    await bonds.addBond(world, seller, 200n * UNIT);
    await nextEpoch(world);
    await rollAll(world);
    expect(await lost()).to.equal(500n * UNIT);
    await nextEpoch(world);
    await propose(world, { maxSlashBps: constants.MIN_SLASH_BPS });
    await chain.advance(DELAY_SECS);
    await rollAll(world);
    await apply(world);
    expect(await lost()).to.equal(25n * UNIT);
  });

  it("rate changed before accrual: the haircut of locked stake is fixed, and no proposal moves it under the index", async () => {
    const { lockedHaircutBps } = (await world.marketAccount()).params;
    for (const changed of [lockedHaircutBps - 1, lockedHaircutBps + 1]) {
      const change = () => propose(world, { lockedHaircutBps: changed });
      await expectUntouched(world, change, "LockedHaircutFixed");
    }
    await propose(world, { lockedHaircutBps });
  });

  it("a pause that stops an exit: with all entries paused, stake, DIEM and rewards still leave", async () => {
    const staker = await world.staker(10_000n * UNIT);
    await world.mint(staker, UNIT);
    await world.fundRewards(UNIT, DELAY_SECS);
    await chain.advance(DELAY_SECS);
    const { market, creator } = world;
    const entries = Object.keys(constants.PAUSE) as constants.Entry[];
    const shut = instructions.pause({ market, pauser: creator.publicKey, entries });
    await world.send([shut], [creator]);
    expect((await world.marketAccount()).paused).to.deep.equal(entries);
    await expectUntouched(world, () => world.mint(staker, 1n), "EntryPaused");
    await expectUntouched(world, () => world.compound(staker), "EntryPaused");

    await world.burn(staker, UNIT);
    await world.claim(staker);
    const id = await world.requestUnstake(staker, 10_000n * UNIT);
    await expectUntouched(world, () => world.cancelUnstake(staker, id), "EntryPaused");
    await chain.advance(DELAY_SECS);
    await world.withdrawUnstaked(staker, id);
    await world.closePosition(staker);
    const held = await world.balance(staker.vvv);
    expect(held > 10_000n * UNIT && held <= 10_001n * UNIT).to.equal(true);
    expect(await world.diemSupply()).to.equal(0n);
  });

  it("uncapped emission: no parameter passes the caps in the code, announced or applied", async () => {
    const beyond = [
      [{ treasuryBps: constants.MAX_TREASURY_BPS + 1 }, "TreasuryShareOutOfRange"],
      [{ lockedHaircutBps: constants.MAX_LOCKED_HAIRCUT_BPS + 1 }, "LockedHaircutOutOfRange"],
      [{ providerBps: constants.MIN_PROVIDER_BPS - 1 }, "ProviderShareOutOfRange"],
      [{ providerBps: constants.MAX_PROVIDER_BPS + 1 }, "ProviderShareOutOfRange"],
      [{ stakersBps: constants.MIN_STAKERS_BPS - 1 }, "StakersShareOutOfRange"],
      [{ stakersBps: 1_001 }, "SplitNotWhole"],
      [{ quotaCapBps: 7_501 }, "QuotaRewardTooHigh"],
      [{ maxTargetStepBps: constants.MAX_TARGET_STEP_BPS + 1 }, "TargetStepOutOfRange"],
      [{ targetCap: 2n ** 62n }, "CurveTooExpensive"],
      [{ maxSlashBps: constants.MAX_SLASH_BPS + 1 }, "SlashOutOfRange"],
      [{ stakeCooldownSecs: constants.MAX_COOLDOWN_SECS + 1n }, "StakeCooldownOutOfRange"],
      [{ stakeCooldownSecs: -1n }, "StakeCooldownOutOfRange"],
    ] as const;
    for (const [changes, error] of beyond) {
      await expectUntouched(world, () => propose(world, changes), error);
    }
  });
});
