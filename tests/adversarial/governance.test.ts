import { PublicKey, type Keypair } from "@solana/web3.js";
import { expect } from "chai";
import { constants, instructions, quotes } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { COOLDOWN_SECS, UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { setStage } from "../support/stage";
import { expectUntouched } from "../support/untouched";
import { World } from "../support/world";
import { apply, HOSTILE, propose, rollAll } from "./governing";

const DELAY_SECS = 1_000n;
const WINDOW_SECS = 14n * 86_400n;
const PARAMS = { paramsDelaySecs: DELAY_SECS };

describe("adversarial: governance", () => {
  let chain: TestChain;
  let world: World;
  beforeEach(async () => {
    chain = await startChain();
    world = await World.create(chain, { params: PARAMS, epochSecs: 2_000_000n });
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

  it("fee raised in front of a user: no change is in force before its delay, and none by surprise after it", async () => {
    await propose(world, HOSTILE);
    await chain.advance(DELAY_SECS - 1n);
    await expectUntouched(world, () => apply(world), "ParamsDelayNotOver");
    // other parameters in the place of those that waited wait themselves
    await propose(world, { ...HOSTILE, treasuryBps: 999 });
    await chain.advance(1n);
    await expectUntouched(world, () => apply(world), "ParamsDelayNotOver");
    await chain.advance(DELAY_SECS - 1n + WINDOW_SECS + 1n);
    await rollAll(world);
    await expectUntouched(world, () => apply(world), "ParamsProposalExpired");
    await propose(world, { paramsDelaySecs: 0n });
    await expectUntouched(world, () => apply(world), "ParamsDelayNotOver");
    await chain.advance(DELAY_SECS);
    await apply(world);
    expect((await world.marketAccount()).params).to.include({ treasuryBps: 500 });
  });

  it("fee raised in front of a user: what somebody agrees to now is refused at a worse price", async () => {
    const stage = await setStage(chain, {
      ...{ params: PARAMS, offering: false, provider: { price: null }, epochSecs: 2_000_000n },
    });
    const { world: busy, seller, consumer } = stage;
    const staker = await busy.staker(100_000n * UNIT);
    const before = await busy.marketAccount();
    const now = await chain.now();
    const { vvvLocked } = quotes.mintCost({ market: before, amount: UNIT, now });
    await propose(busy, HOSTILE);
    await chain.advance(DELAY_SECS);
    await apply(busy);
    const dearer = () => busy.mint(staker, UNIT, vvvLocked);
    await expectUntouched(busy, dearer, "CostAboveMaximum");
    const order = { provider: seller, consumer, deposit: UNIT, maxPrice: before.referencePrice };
    await expectUntouched(busy, () => openChannel(busy, order), "PriceAboveMaximum");
    expect((await busy.marketAccount()).referencePrice).to.equal(5n * UNIT);
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
    await apply(world);
    expect(await lost()).to.equal(100n * UNIT);
    await bonds.addBond(world, seller, 100n * UNIT);
    await nextEpoch(world);
    await rollAll(world);
    expect(await lost()).to.equal(500n * UNIT);
    await nextEpoch(world);
    await propose(world, { maxSlashBps: 100 });
    await chain.advance(DELAY_SECS);
    await rollAll(world);
    await apply(world);
    expect(await lost()).to.equal(5n * UNIT);
  });

  it("rate changed before accrual: what streamed under the old haircut is split by it", async () => {
    const payout = async (changes: boolean) => {
      const own = await World.create(await startChain(), { params: PARAMS, epochSecs: 100_000n });
      const locked = await own.staker(1_000n * UNIT);
      await own.mint(locked, 10n * UNIT);
      const free = await own.staker(1_000n * UNIT);
      await own.fundRewards(1_000_003n * DELAY_SECS, DELAY_SECS);
      await propose(own, { lockedHaircutBps: 5_000 });
      await own.chain.advance(DELAY_SECS);
      if (changes) await apply(own);
      for (const staker of [locked, free]) await own.claim(staker);
      const { quotaPool, params } = await own.marketAccount();
      expect(params.lockedHaircutBps).to.equal(changes ? 5_000 : 2_000);
      return [await own.balance(locked.vvv), await own.balance(free.vvv), quotaPool];
    };
    const quiet = await payout(false);
    expect(await payout(true)).to.deep.equal(quiet);
    expect(quiet.every((part) => part > 0n)).to.equal(true);
  });

  it("a pause that stops an exit: with everything shut, stake, DIEM and rewards leave all the same", async () => {
    const staker = await world.staker(10_000n * UNIT);
    await world.mint(staker, UNIT);
    await world.fundRewards(UNIT, 10n);
    await chain.advance(10n);
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
    await chain.advance(COOLDOWN_SECS);
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
      [{ providerFullBps: constants.MIN_PROVIDER_SHARE_BPS - 1 }, "ProviderShareOutOfRange"],
      [{ providerIdleBps: 9_501 }, "ProviderShareOutOfRange"],
      [{ maxTargetStepBps: constants.MAX_TARGET_STEP_BPS + 1 }, "TargetStepOutOfRange"],
      [{ baseRate: 2n ** 62n }, "CurveTooExpensive"],
      [{ maxSlashBps: constants.MAX_SLASH_BPS + 1 }, "SlashOutOfRange"],
      [{ stakeCooldownSecs: constants.MAX_COOLDOWN_SECS + 1n }, "StakeCooldownOutOfRange"],
      [{ stakeCooldownSecs: -1n }, "StakeCooldownOutOfRange"],
    ] as const;
    for (const [changes, error] of beyond) {
      await expectUntouched(world, () => propose(world, changes), error);
    }
  });
});
