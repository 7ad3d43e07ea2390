import { expect } from "chai";
import { accounts } from "@diem/sdk";
import { UNIT } from "../support/market";
import { EPOCH_SECS, type MarketFixture, createMarketFixture } from "./market-fixture";
import { expectError } from "./support";

interface Amount {
  readonly amount: string;
}

describe("cli: provider's money", () => {
  let all: MarketFixture;
  let seller: (...args: string[]) => ReturnType<MarketFixture["cli"]["run"]>;

  beforeEach(async () => {
    all = await createMarketFixture();
    seller = all.cli.as(all.seller.owner);
  });

  afterEach(() => all.cli.close());

  const account = () => accounts.provider.fetch(all.cli.chain.connection, all.seller.provider);

  describe("bond", () => {
    it("is added, asked for, and withdrawn when it has cooled down", async () => {
      const { cli } = all;
      const { owner } = all.seller;
      const added = (await seller("provider", "bond", "add", "30")).json<Record<string, Amount>>();
      expect([added.bond?.amount, added.required?.amount]).to.deep.equal(["230", "200"]);
      (await seller("provider", "bond", "request", "10")).json();
      const spare = (await seller("provider", "bond", "request", "all")).json<{ amount: Amount }>();
      expect(spare.amount.amount).to.equal("20");
      const more = await seller("provider", "bond", "request", "0.000000001");
      expect(expectError(more, "BondTooSmall", 1).message).to.equal(
        "the bond is too small for the capacity (held 200 VVV, needed 200.000000001 VVV, most possible 0 VVV)",
      );
      for (const line of [["request", "all"], ["withdraw"]]) {
        expect((await seller("provider", "bond", ...line)).json()).to.include({ signature: null });
      }
      expectError(await seller("provider", "bond", "withdraw", "0"), "CooldownNotOver", 1);

      const address = all.seller.provider.toBase58();
      const list = await cli.run(["provider", "bond", "tickets", address, "-o", "json"]);
      const { tickets } = list.json<{ tickets: { id: string; worth: Amount; ready: boolean }[] }>();
      expect(tickets.map(({ id, worth }) => [id, worth.amount])).to.deep.equal([
        ["0", "10"],
        ["1", "20"],
      ]);
      expect(tickets.some(({ ready }) => ready)).to.equal(false);
      await cli.chain.advance(EPOCH_SECS);
      const before = await cli.world.balance(owner.vvv);
      const paid = (await seller("provider", "bond", "withdraw")).json<{ amount: Amount }>();
      expect(paid.amount.amount).to.equal("30");
      expect(await cli.world.balance(owner.vvv)).to.equal(before + 30n * UNIT);
      const { stdout } = await cli.run(["provider", "bond", "tickets", address]);
      expect(stdout).to.equal("no bond is cooling\n");
    });

    it("leaves in several transactions where there are many tickets", async () => {
      const { cli } = all;
      (await seller("provider", "bond", "add", "7")).json();
      for (let ticket = 0; ticket < 7; ticket++) {
        (await seller("provider", "bond", "request", "1")).json();
      }
      await cli.chain.advance(EPOCH_SECS);
      const withdraw = async () =>
        (await seller("provider", "bond", "withdraw")).json<{ tickets: string[]; later: number }>();
      const first = await withdraw();
      expect([first.tickets, first.later]).to.deep.equal([["0", "1", "2", "3", "4"], 2]);
      expect((await withdraw()).tickets).to.deep.equal(["5", "6"]);
      expect((await account()).bondCooling.amount).to.equal(0n);
    });

    it("is slashed by the arbiter, at most by the epoch's cap, cooling bond included", async () => {
      const { cli, authority, seller: sold } = all;
      (await seller("provider", "bond", "add", "50")).json();
      (await seller("provider", "bond", "request", "50")).json();
      const address = sold.provider.toBase58();
      const slash = (...args: string[]) =>
        cli.as(authority)("provider", "slash", address, "--reason", "3", ...args);
      const small = (await slash("--amount", "5")).json<{ amount: Amount; whole: Amount }>();
      expect([small.amount.amount, small.whole.amount]).to.deep.equal(["5", "250"]);
      const rest = (await slash()).json<{ amount: Amount }>();
      expect(rest.amount.amount).to.equal("45"); // a fifth of 250
      expectError(await slash(), "SlashCapReached", 1);
      const { bond, bondCooling, underbonded } = await account();
      expect([bond, bondCooling.amount]).to.deep.equal([160n * UNIT, 40n * UNIT]);
      expect(underbonded).to.equal(true);
      const { stdout } = await cli.run(["provider", "bond", "tickets", address]);
      expect(stdout).to.match(/0 +50 VVV +40 VVV/);
      await cli.chain.advance(EPOCH_SECS);
      const paid = (await seller("provider", "bond", "withdraw", "0")).json<{ amount: Amount }>();
      expect(paid.amount.amount).to.equal("40");
    });
  });

  it("revenue is shared out by anyone, and withdrawn by the owner", async () => {
    const { cli, consumer, stranger, seller: sold } = all;
    const address = sold.provider.toBase58();
    const distribute = () => cli.as(stranger)("provider", "revenue", "distribute", address);
    expect((await distribute()).json()).to.include({ signature: null });
    expect((await seller("provider", "revenue", "withdraw", "all")).json()).to.include({
      signature: null,
    });
    await cli.world.pay(consumer, sold.revenue, 10n * UNIT);
    const shown = (await seller("provider", "revenue", "show")).json<{
      undistributed: Amount;
      split: Record<string, Amount>;
    }>();
    const split = { provider: "7.5", quota: "1", treasury: "0.5", stakers: "1" };
    const plain = (amounts: Record<string, Amount>) =>
      Object.fromEntries(Object.entries(amounts).map(([name, { amount }]) => [name, amount]));
    expect(shown.undistributed.amount).to.equal("10");
    expect(plain(shown.split)).to.deep.equal(split);
    const result = (await distribute()).json<{ amount: Amount; split: Record<string, Amount> }>();
    expect(plain(result.split)).to.deep.equal(split);
    expect((await account()).claimable).to.equal((75n * UNIT) / 10n);
    expect((await cli.world.marketAccount()).quotaPool).to.equal(UNIT);
    expectError(await seller("provider", "revenue", "withdraw", "9"), "ClaimableExceeded", 1);
    const part = (await seller("provider", "revenue", "withdraw", "2.5")).json();
    expect(plain({ left: part.left as Amount })).to.deep.equal({ left: "5" });
    (await seller("provider", "revenue", "withdraw", "all")).json();
    expect(await cli.world.balance(sold.owner.diem)).to.equal((75n * UNIT) / 10n);
  });
});
