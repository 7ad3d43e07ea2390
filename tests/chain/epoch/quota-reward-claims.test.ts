import { expect } from "chai";
import {
  AuthorityType,
  createApproveInstruction,
  createSetAuthorityInstruction,
} from "@solana/spl-token";
import { type PublicKey } from "@solana/web3.js";
import { events, instructions, pda } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { CREDIT, QuotaMarket } from "../../support/quota-market";
import { spareAccount } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Most that a credit of quota is rewarded with: three quarters of the reference price. */
const CAP = 750_000_000n;

describe("quota reward: claims", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  it("is paid once, after the epoch is closed, to an account of the owner's alone", async () => {
    const market = await QuotaMarket.open(chain, 2);
    const { world } = market;
    const { owner, provider } = market.seller(0);
    const foreign = await World.create(chain, { epochSecs: AGES });
    await epochs.openRecord(foreign, 0);
    const epoch = await market.serveEpoch([CREDIT, 0n]);
    await market.fund(50n * UNIT);
    const claim = (override: object = {}) => {
      const base = { market: world.market, providerOwner: owner.address, provider, epoch };
      return () => world.send([instructions.claimQuotaReward({ ...base, ...override })]);
    };
    await expectUntouched(world, claim(), "EpochNotClosed");
    await epochs.nextEpoch(world);
    await expectUntouched(world, claim(), "EpochNotClosed");
    await epochs.nextEpoch(world);
    await expectUntouched(world, claim(), "EpochNotClosed"); // until somebody rolls
    await epochs.rollEpoch(world);

    const stranger = await world.actor(0n);
    const { market: keys } = world;
    const record = pda.epochRecord({ market: foreign.market.market, epoch: 0 });
    const swapped = { ...keys, feePool: keys.escrow };
    await expectUntouched(world, claim({ ownerDiem: stranger.diem }), "WrongTokenOwner");
    await expectUntouched(world, claim({ ownerDiem: owner.vvv }), "WrongMint");
    await expectUntouched(world, claim({ record }), "WrongMarket");
    await expectUntouched(world, claim({ market: swapped }), "WrongVault");
    const idle = market.seller(1);
    const others = { provider: idle.provider, providerOwner: idle.owner.address };
    await expectUntouched(world, claim(others), "NothingToReward");
    const { quotaRewardsOwed } = await world.marketAccount();
    const [event] = await events.fetch(chain.connection, await claim()(), {
      commitment: "confirmed",
    });
    if (event?.name !== "QuotaRewardClaimed") throw new Error(event?.name ?? "no event");
    expect(event.data.amount).to.equal(CAP);
    expect(await world.balance(owner.diem)).to.equal(CAP);
    const after = await world.marketAccount();
    expect(after.quotaRewardsOwed).to.equal(quotaRewardsOwed - CAP);
    await expectUntouched(world, claim(), "NothingToReward");
  });

  it("is paid to an owner whose associated account was given away, and never to a delegate", async () => {
    const market = await QuotaMarket.open(chain, 1);
    const { world } = market;
    const { owner, provider } = market.seller(0);
    const epoch = await market.serveEpoch([CREDIT]);
    await market.fund(50n * UNIT);
    await market.close();
    const { address: heir } = await world.actor(0n);
    const give = [owner.diem, owner.address, AuthorityType.AccountOwner, heir] as const;
    await world.send([createSetAuthorityInstruction(...give)], [owner.keypair]);
    const { vvvMint, diemMint } = world.market;
    const claim = (ownerDiem: PublicKey) => () => {
      const base = { market: world.market, providerOwner: owner.address, provider, epoch };
      return world.send([instructions.claimQuotaReward({ ...base, ownerDiem })]);
    };
    await expectUntouched(world, claim(owner.diem), "WrongTokenOwner");
    const [spare, delegated, foreign] = [
      await spareAccount(world, owner, diemMint),
      await spareAccount(world, owner, diemMint),
      await spareAccount(world, owner, vvvMint),
    ];
    const approve = createApproveInstruction(delegated, heir, owner.address, 1n);
    await world.send([approve], [owner.keypair]);
    await expectUntouched(world, claim(foreign), "WrongMint");
    await expectUntouched(world, claim(delegated), "PayeeDelegated");
    await claim(spare)();
    expect(await world.balance(spare)).to.equal(CAP);
    expect(await world.balance(owner.diem)).to.equal(0n);
    await expectUntouched(world, claim(spare), "NothingToReward");
  });
});
