import type { TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { type DiemErrorName, instructions } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import { openChannel, type Opened } from "../support/channels";
import { U64_MAX, UNIT } from "../support/market";
import { createFixture, type Fixture } from "../support/fixture";
import { expectUntouched } from "../support/untouched";
import type { Actor } from "../support/world";

describe("adversarial: limits", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let opened: Opened;
  let staker: Actor;
  beforeEach(async () => {
    chain = await startChain();
    fixture = await createFixture(chain);
    const { world, seller: provider, consumer } = fixture;
    opened = await openChannel(world, { provider, consumer, deposit: UNIT });
    staker = await world.staker(1_000n * UNIT, 500n * UNIT);
    await world.mint(staker, 1_000n);
  });

  it("truncation by a cast: an amount above 32, 63 or 64 bits does not wrap, and is refused", async () => {
    const { world, seller, consumer } = fixture;
    const { market } = world;
    const own = { market, owner: staker.address };
    const payer = { market, funder: consumer.address };
    const { stakeCooldownSecs: durationSecs } = (await world.marketAccount()).params;
    const sellers = { market, owner: seller.owner.address };
    const use = { market, provider: seller.provider, channel: opened.channel };
    const ofConsumer = { ...use, consumer: consumer.address };
    // small in their low halves, so that a cast would let them through
    for (const amount of [
      2n ** 32n * 2n ** 20n + 1n,
      2n ** 63n,
      2n ** 63n + 1n,
      U64_MAX - 2n ** 62n,
    ]) {
      const calls: [TransactionInstruction, Actor, DiemErrorName][] = [
        [instructions.stake({ ...own, amount }), staker, "InsufficientBalance"],
        [
          instructions.requestUnstake({ ...own, amount, ticketId: 0n }),
          staker,
          "InsufficientUnlockedStake",
        ],
        [
          instructions.burnDiem({ ...own, diemAmount: amount, minVvvUnlocked: amount }),
          staker,
          "UnlockBelowMinimum",
        ],
        [instructions.fundQuota({ ...payer, amount }), consumer, "InsufficientBalance"],
        [
          instructions.fundRewards({ market, funder: staker.address, amount, durationSecs }),
          staker,
          "InsufficientBalance",
        ],
        [instructions.addBond({ ...sellers, amount }), seller.owner, "InsufficientBalance"],
        [
          instructions.requestBondWithdrawal({ ...sellers, amount, ticketId: 0n }),
          seller.owner,
          "BondTooSmall",
        ],
        [instructions.withdrawRevenue({ ...sellers, amount }), seller.owner, "ClaimableExceeded"],
        [
          instructions.setCapacity({ ...sellers, capacity: amount, quotaCapacity: 0n }),
          seller.owner,
          "CapacityOutOfRange",
        ],
        [
          instructions.requestQuotaUnstake({ ...ofConsumer, amount }),
          consumer,
          "InsufficientQuotaStake",
        ],
      ];
      for (const [call, { keypair }, error] of calls) {
        await expectUntouched(world, () => world.send([call], [keypair]), error);
      }
      const mint = instructions.mintDiem({ ...own, diemAmount: amount, maxVvvLocked: U64_MAX });
      const outcome = () => world.send([mint], [staker.keypair]);
      await expectUntouched(world, outcome, "OutsideMintCurve");
    }
  });

  it("truncation by a cast: sums that pass 64 bits are refused, and the largest that fits is kept whole", async () => {
    const { world, consumer } = fixture;
    const whale = await world.staker(2n ** 63n, 0n);
    await world.stake(whale, 2n ** 63n - 1n);
    expect((await world.position(whale)).staked).to.equal(2n ** 63n - 1n);
    const { market } = world;
    const { address: owner } = consumer;
    const bare = instructions.deposit({
      ...{ market, channel: opened.channel, funder: owner, amount: U64_MAX },
    });
    const attempt = () => world.send([bare], [consumer.keypair]);
    await expectUntouched(world, attempt, "MathOverflow");
    const id = await world.requestUnstake(whale, 2n ** 63n - 1n);
    await chain.advance((await world.marketAccount()).params.stakeCooldownSecs);
    await world.withdrawUnstaked(whale, id);
    expect(await world.balance(whale.vvv)).to.equal(2n ** 63n);
  });
});
