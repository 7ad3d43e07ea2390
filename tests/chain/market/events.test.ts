import { expect } from "chai";
import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { accounts, events, instructions, pda, PROGRAM_ID } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { expectFailure } from "../../support/refusals";
import { COOLDOWN_SECS, providerTerms, UNIT } from "../../support/market";
import { World } from "../../support/world";

describe("events", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  const only = async (signature: string) => {
    const emitted = await events.fetch(chain.connection, signature);
    expect(emitted.length).to.equal(1);
    const [event] = emitted;
    if (event === undefined) throw new Error("no event");
    return event;
  };

  it("number every change of a market by one, and carry the state after it", async () => {
    const world = await World.create(chain);
    const actor = await world.actor(10_000n * UNIT);
    const { market } = world;
    const owner = actor.address;
    const steps: [string, TransactionInstruction][] = [
      ["PositionOpened", instructions.openPosition({ market, owner })],
      ["Staked", instructions.stake({ market, owner, amount: 9_000n * UNIT })],
      [
        "DiemMinted",
        instructions.mintDiem({ market, owner, diemAmount: UNIT, maxVvvLocked: 100n * UNIT }),
      ],
      [
        "DiemBurned",
        instructions.burnDiem({ market, owner, diemAmount: 1_000n, minVvvUnlocked: 1n }),
      ],
      [
        "UnstakeRequested",
        instructions.requestUnstake({ market, owner, amount: UNIT, ticketId: 0n }),
      ],
      ["UnstakeCancelled", instructions.cancelUnstake({ market, owner, ticketId: 0n })],
      [
        "RewardsFunded",
        instructions.fundRewards({
          market,
          funder: owner,
          amount: UNIT,
          durationSecs: COOLDOWN_SECS,
        }),
      ],
      ["QuotaFunded", instructions.fundQuota({ market, funder: owner, amount: 1n })],
    ];
    let sequence = (await world.marketAccount()).sequence;
    for (const [name, instruction] of steps) {
      const event = await only(await world.send([instruction], [actor.keypair]));
      expect(event.name).to.equal(name);
      const { stamp } = event.data;
      expect(stamp.market.equals(market.market)).to.equal(true);
      expect(stamp.sequence).to.equal((sequence += 1n));
      const after = await world.marketAccount();
      expect(after.sequence).to.equal(sequence);
      if ("market" in event.data) {
        expect(event.data.market).to.include({
          totalStaked: after.totalStaked,
          totalLocked: after.totalLocked,
          totalCooling: after.totalCooling,
          rewardWeight: after.rewardWeight,
          debtUnits: after.debt.total,
          debtEra: after.debt.era,
          quotaPool: after.quotaPool,
          rewardStreamRemaining: after.rewardStream.remaining,
        });
      }
      if ("position" in event.data) {
        const { staked, locked, debtUnits, debtEra, cooling } = await world.position(actor);
        const figures = { staked, locked, debtUnits, debtEra, cooling };
        expect(event.data.position).to.include(figures);
      }
    }
  });

  it("number a provider's own changes by themselves", async () => {
    const world = await World.create(chain);
    const { owner, provider, revenue } = await world.provider();
    const { market } = world;
    const payer = await world.staker(1_000n * UNIT);
    await world.mint(payer, UNIT);

    const terms = { ...providerTerms(owner.address), endpoint: "https://b.example" };
    const update = instructions.updateProvider({ market, owner: owner.address, terms });
    const updated = await only(await world.send([update], [owner.keypair]));
    if (updated.name !== "ProviderUpdated") throw new Error(updated.name);
    expect(updated.data.before.endpoint).to.equal("https://compute.example/v1");
    expect(updated.data.after.endpoint).to.equal("https://b.example");
    expect(updated.data.stamp.sequence).to.equal(1n);

    await world.pay(payer, revenue, UNIT);
    const distributed = await only(await world.distribute(provider));
    if (distributed.name !== "RevenueDistributed") throw new Error(distributed.name);
    const { toProvider, toQuota, toTreasury, toStakers, providerSequence } = distributed.data;
    expect(distributed.data.amount).to.equal(UNIT);
    expect([toProvider, toQuota, toTreasury, toStakers]).to.deep.equal([
      ...[750_000_000n, 100_000_000n, 50_000_000n, 100_000_000n],
    ]);
    expect(providerSequence).to.equal(2n);
    expect(distributed.data.stamp.sequence).to.equal((await world.marketAccount()).sequence);

    const withdraw = instructions.withdrawRevenue({ market, owner: owner.address, amount: 1n });
    const withdrawn = await only(await world.send([withdraw], [owner.keypair]));
    if (withdrawn.name !== "RevenueWithdrawn") throw new Error(withdrawn.name);
    expect(withdrawn.data.stamp.sequence).to.equal(3n);
    const account = await accounts.provider.fetch(chain.connection, provider);
    expect(account.sequence).to.equal(3n);
    expect(withdrawn.data.provider.claimable).to.equal(account.claimable);
  });

  it("cannot be forged: the program alone signs for them", async () => {
    const world = await World.create(chain);
    const stranger = await chain.wallet();
    const data = Buffer.from("e445a52e51cb9a1d0000000000000000", "hex");
    const forge = (pubkey: PublicKey, isSigner: boolean) =>
      world.send(
        [
          new TransactionInstruction({
            programId: PROGRAM_ID,
            keys: [{ pubkey, isSigner, isWritable: false }],
            data,
          }),
        ],
        isSigner ? [stranger] : [],
      );
    await expectFailure(forge(pda.eventAuthority(), false), /AccountNotSigner/);
    await expectFailure(forge(stranger.publicKey, true), /ConstraintAddress/);
  });
});
