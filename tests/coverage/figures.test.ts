import type { PublicKey } from "@solana/web3.js";
import type { DiemErrorName } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { expectNoTrace } from "../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../support/fixture";
import { serve } from "../support/trade";
import { corrupt, type Figures } from "./corrupting";

interface Case {
  readonly what: string;
  readonly struct: string;
  readonly address: PublicKey;
  readonly figures: Figures;
  readonly act: () => Promise<unknown>;
  readonly error: DiemErrorName;
}

/** Figures that no history makes: what a fault would leave behind. */
async function cases(fixture: Fixture): Promise<Case[]> {
  const { world, seller, consumer } = fixture;
  const { market } = world.market;
  const opened = await channels.openChannel(world, {
    provider: seller,
    consumer,
    deposit: 5n * UNIT,
  });
  await channels.stakeQuota(world, opened, UNIT);
  const epoch = await epochs.openRecord(world);
  await serve(world, opened, { diem: UNIT });
  const { address: record } = await epochs.recordAccount(world, epoch);
  const { totalStaked } = await world.marketAccount();
  const idle = await world.staker(10n * UNIT, UNIT);

  const of = (struct: string, address: PublicKey, act: Case["act"], error: DiemErrorName) => {
    return (what: string, figures: Figures): Case => {
      return { what, struct, address, figures, act, error };
    };
  };
  const stake = () => world.stake(idle, 1n);
  const ofMarket = of("market", market, stake, "MarketInvariantBroken");
  const ofPosition = of("stakePosition", idle.position, stake, "PositionInvariantBroken");
  const addBond = () => bonds.addBond(world, seller, 1n);
  const ofProvider = of("provider", seller.provider, addBond, "ProviderInvariantBroken");
  const deposit = () => channels.deposit(world, opened, 1n);
  const ofChannel = of("channel", opened.channel, deposit, "ChannelInvariantBroken");
  const report = () => epochs.reportUsage(world, seller, epoch);
  const ofRecord = of("epochRecord", record, report, "RecordInvariantBroken");
  return [
    ofMarket("more locked than staked", { totalLocked: totalStaked + 2n * UNIT }),
    ofMarket("more weight in the rewards than stake", { rewardWeight: totalStaked + 2n * UNIT }),
    ofMarket("a mint curve without a target", { targetSupply: 0n }),
    ofMarket("a mint curve without a next target", { nextTarget: 0n }),
    ofMarket("a utilisation above the whole", { utilisationEma: (10_000n << 32n) + 1n }),
    ofPosition("debt without locked stake", { debtUnits: 1n }),
    ofPosition("cooling stake without a ticket", { cooling: 1n }),
    ofPosition("a ticket that was never numbered", { openTickets: 1, cooling: 1n }),
    ofProvider("more claimable than ever came in", { claimable: 1n }),
    ofProvider("no price", { terms: 0n }),
    ofProvider("a cooling bond without a ticket", { bondCooling: 1n }),
    ofProvider("an endpoint longer than its room", { endpointLen: 129 }),
    ofChannel("more settled than deposited", { deposit: 0n }),
    ofChannel("more collected than settled", { collected: 2n * UNIT }),
    ofChannel("no price", { price: 0n }),
    ofChannel("a closing that has no end", { closing: 1 }),
    ofChannel("a last epoch of quota without a closing", { lastQuotaEpoch: 3 }),
    ofRecord("a pool before the epoch is closed", { rewardPool: 1n }),
    ofRecord("a claim before the epoch is closed", { rewarded: 1n }),
    ofRecord("more use than was paid for", { used: 1_000n * CREDIT }),
    ofRecord("more rewards than quota", { rewardable: 1_000n * CREDIT }),
  ];
}

describe("figures that contradict each other", () => {
  it("stop the instruction that would carry them on, and nothing changes", async () => {
    const fixture = await createFixture(await startChain());
    const { world, consumer } = fixture;
    const shared = [world.market.market, world.market.stakeVault, world.market.bondVault];
    const list = await cases(fixture);
    for (const { what, struct, address, figures, act, error } of list) {
      const restore = corrupt(world, address, struct, figures);
      const watched = [...shared, address, consumer.diem];
      await expectNoTrace(world, watched, act, error).catch((cause: unknown) => {
        throw new Error(`${what} must be refused`, { cause });
      });
      restore();
    }
    // with the figures put right, each of the calls succeeds
    for (const act of new Set(list.map((each) => each.act))) await act();
  });
});
