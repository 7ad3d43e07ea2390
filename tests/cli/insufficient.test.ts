import { expect } from "chai";
import { type MarketFixture, createMarketFixture } from "./market-fixture";
import { expectError } from "./support";

interface Refusal {
  readonly who: "consumer" | "owner";
  readonly line: string;
  readonly name: string;
  /** What the message says of the figures. */
  readonly told: string;
}

describe("cli: what is more than there is", () => {
  let all: MarketFixture;
  let channel: string;
  before(async () => {
    all = await createMarketFixture();
    const { cli, consumer, seller } = all;
    const provider = seller.provider.toBase58();
    await cli.chain.advance(60n);
    const open = ["channel", "open", provider, "--deposit", "2", "--quota-stake", "3"];
    channel = (await cli.as(consumer)(...open)).json<{ channel: string }>().channel;
  });
  after(() => all.cli.close());

  // the consumer holds 15 DIEM and no VVV; the seller 50 VVV, a bond of 200 VVV, and no revenue
  const refusals: Refusal[] = [
    {
      who: "consumer",
      line: "stake 5",
      name: "InsufficientBalance",
      told: "(held 0 VVV, needed 5 VVV, most possible 0 VVV)",
    },
    {
      who: "consumer",
      line: "burn 16",
      name: "InsufficientBalance",
      told: "(held 15 DIEM, needed 16 DIEM, most possible 15 DIEM)",
    },
    {
      who: "consumer",
      line: "channel open PROVIDER --deposit 15.5 --another",
      name: "InsufficientBalance",
      told: "(held 15 DIEM, needed 15.5 DIEM, most possible 15 DIEM)",
    },
    {
      who: "consumer",
      line: "channel deposit CHANNEL 15.000000001",
      name: "InsufficientBalance",
      told: "(held 15 DIEM, needed 15.000000001 DIEM, most possible 15 DIEM)",
    },
    {
      who: "consumer",
      line: "channel quota stake CHANNEL 16",
      name: "InsufficientBalance",
      told: "(held 15 DIEM, needed 16 DIEM, most possible 15 DIEM)",
    },
    {
      who: "consumer",
      line: "channel quota unstake CHANNEL 3.5",
      name: "InsufficientQuotaStake",
      told: "(held 3 DIEM, needed 3.5 DIEM, most possible 3 DIEM)",
    },
    {
      who: "consumer",
      line: "channel pay CHANNEL 2.5",
      name: "OverDeposit",
      told: "covers 2 DIEM more of its deposit of 2 DIEM, not 2.5 DIEM",
    },
    {
      who: "consumer",
      line: "market fund rewards 7 --duration 30d",
      name: "InsufficientBalance",
      told: "(held 0 VVV, needed 7 VVV, most possible 0 VVV)",
    },
    {
      who: "consumer",
      line: "market fund quota 15.5",
      name: "InsufficientBalance",
      told: "(held 15 DIEM, needed 15.5 DIEM, most possible 15 DIEM)",
    },
    {
      who: "consumer",
      line: "provider register --capacity 10 --price 1 --endpoint https://a.example",
      name: "InsufficientBalance",
      told: "(held 0 VVV, needed 10 VVV, most possible 0 VVV)",
    },
    {
      who: "owner",
      line: "provider bond add 50.5",
      name: "InsufficientBalance",
      told: "(held 50 VVV, needed 50.5 VVV, most possible 50 VVV)",
    },
    {
      who: "owner",
      line: "provider bond request 0.5",
      name: "BondTooSmall",
      told: "(held 200 VVV, needed 200.5 VVV, most possible 0 VVV)",
    },
    {
      who: "owner",
      line: "provider capacity 200.5",
      name: "BondTooSmall",
      told: "(held 200 VVV, needed 200.5 VVV, most possible 200 credits)",
    },
    {
      who: "owner",
      line: "provider revenue withdraw 1",
      name: "ClaimableExceeded",
      told: "(held 0 DIEM, needed 1 DIEM, most possible 0 DIEM)",
    },
  ];
  for (const { who, line, name, told } of refusals) {
    it(`is refused with the figures: ${line}`, async () => {
      const { cli, consumer, seller } = all;
      const words = line
        .replace("CHANNEL", channel)
        .replace("PROVIDER", seller.provider.toBase58())
        .split(" ");
      const result = await cli.as(who === "owner" ? seller.owner : consumer)(...words);
      expect(expectError(result, name, 1).message).to.contain(told);
    });
  }

  it("is refused with what the unlocked stake is enough for", async () => {
    const { cli, consumer } = all;
    const act = cli.as(consumer);
    const { unlocked } = (await act("position")).json<{ unlocked: { amount: string } }>();
    const more = expectError(await act("unstake", "13000"), "InsufficientUnlockedStake", 1);
    expect(more.message).to.contain(
      `(held ${unlocked.amount} VVV, needed 13000 VVV, most possible ${unlocked.amount} VVV)`,
    );
    const minted = expectError(await act("mint", "500"), "InsufficientUnlockedStake", 1);
    expect(minted.message).to.match(
      /\(held 12199\.\d+ VVV, needed 45000\.\d+ VVV, most possible 135\.\d+ DIEM\)$/,
    );
    expect(minted.next).to.match(/^mint at most 135\.\d+ DIEM, or stake more with `diem stake`$/);
  });
});
