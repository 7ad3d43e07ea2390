import { createHash } from "node:crypto";
import { expect } from "chai";
import { accounts, pda, type ProviderAccount } from "@diem/sdk";
import { UNIT } from "../support/market";
import { type House, house } from "./market-house";
import { expectError } from "./support";

const CREDIT = 1_000_000n;

interface Amount {
  readonly amount: string;
}

describe("cli: provider", () => {
  let all: House;
  let seller: (...args: string[]) => ReturnType<House["cli"]["run"]>;

  beforeEach(async () => {
    all = await house();
    seller = all.cli.as(all.seller.owner);
  });

  afterEach(() => all.cli.close());

  const account = (address = all.seller.provider): Promise<ProviderAccount> =>
    accounts.provider.fetch(all.cli.chain.connection, address);

  describe("register", () => {
    const register = (...args: string[]) => {
      const where = ["--endpoint", "https://compute.example/v1"];
      return all.cli.as(all.authority)("provider", "register", ...where, ...args);
    };
    const own = () =>
      pda.provider({ market: all.cli.world.market.market, owner: all.authority.address });

    it("bonds what the capacity needs, and follows the reference price unless one is given", async () => {
      const ran = await register("--capacity", "20.5", "--quota-capacity", "5");
      const { bond, required, fromEpoch, provider } = ran.json<Record<string, Amount>>();
      expect(provider).to.equal(own().toBase58());
      expect([bond?.amount, required?.amount, fromEpoch]).to.deep.equal(["20.5", "20.5", 1]);
      const registered = await account(own());
      expect(registered.bond).to.equal((41n * UNIT) / 2n);
      expect(registered.capacity.next).to.equal((41n * CREDIT) / 2n);
      expect(registered.quotaCapacity.next).to.equal(5n * CREDIT);
      expect(registered.price).to.equal(null);
      expect(registered.operator.equals(all.authority.address)).to.equal(true);
    });

    it("takes price, operator, more bond, and the hash of a price list", async () => {
      const { cli, stranger } = all;
      const list = '{"a-model": 0.5}';
      cli.file("prices.json", list);
      const operator = stranger.address.toBase58();
      const more = ["--price", "0.01", "--operator", operator, "--price-list", "prices.json"];
      (await register("--capacity", "10", "--bond", "12", ...more)).json();
      const registered = await account(own());
      expect(registered.bond).to.equal(12n * UNIT);
      expect(registered.price).to.equal(UNIT / 100n);
      expect(registered.operator.toBase58()).to.equal(operator);
      const hash = createHash("sha256").update(list).digest();
      expect(Buffer.from(registered.priceListHash)).to.deep.equal(hash);
    });

    it("says what bond is needed where too little is given", async () => {
      const told = expectError(
        await register("--capacity", "20", "--bond", "19"),
        "BondTooSmall",
        1,
      );
      expect(told.message).to.equal("a capacity of 20 credits needs a bond of 20 VVV, above zero");
      expectError(await register("--capacity", "0"), "BondTooSmall", 1);
      expectError(await register("--capacity", "1001"), "InsufficientBalance", 1);
    });
  });

  it("show tells of an own and of another provider", async () => {
    const { cli, seller: sold } = all;
    const address = sold.provider.toBase58();
    const shown = (await seller("provider", "show")).json<{
      address: string;
      capacity: { current: Amount; next: Amount };
      bondRequired: Amount;
      revenuePerCredit: Amount;
    }>();
    expect(shown.address).to.equal(address);
    expect(shown.capacity.current.amount).to.equal("0");
    expect(shown.capacity.next.amount).to.equal("200");
    expect(shown.bondRequired.amount).to.equal("200");
    expect(shown.revenuePerCredit.amount).to.equal("0.0085");
    const text = await cli.run(["provider", "show", address]);
    expect(text.stdout).to.match(/status: +active\n/);
    expect(text.stdout).to.match(/bond: +200 VVV; the capacity needs 200 VVV\n/);
    expectError(await seller("provider", "show", cli.market), "AccountTypeError", 1);
  });

  it("list has the cheapest first", async () => {
    const { cli, authority } = all;
    const offer = ["--capacity", "1", "--endpoint", "https://b.example", "--price", "0.005"];
    await cli.as(authority)("provider", "register", ...offer);
    const { providers } = (await cli.run(["provider", "list", "-o", "json"])).json<{
      providers: { endpoint: string; price: Amount }[];
    }>();
    expect(providers.map(({ price }) => price.amount)).to.deep.equal(["0.005", "0.01"]);
    const { stdout } = await cli.run(["provider", "list"]);
    const [head, first, second] = stdout.split("\n");
    expect(head).to.match(/^provider +DIEM per credit +capacity +quota free +status +endpoint$/);
    expect(first).to.match(/0\.005 +1 +0 +active +https:\/\/b\.example$/);
    expect(second).to.match(/0\.01 +200 +50 +active +https:\/\/compute\.example\/v1$/);
  });

  it("update changes what is given, and nothing else", async () => {
    const before = await account();
    const operator = all.stranger.address.toBase58();
    (await seller("provider", "update", "--price", "reference", "--operator", operator)).json();
    const after = await account();
    expect(after.price).to.equal(null);
    expect(after.operator.toBase58()).to.equal(operator);
    expect(after.endpoint).to.equal(before.endpoint);
    expect(after.priceListHash).to.deep.equal(before.priceListHash);
    const hash = "ab".repeat(32);
    (await seller("provider", "update", "--price-list", hash)).json();
    expect(Buffer.from((await account()).priceListHash).toString("hex")).to.equal(hash);
  });

  it("capacity counts from the next epoch on, and keeps the quota as far as it fits", async () => {
    const ran = await seller("provider", "capacity", "150");
    const { quotaCapacity, fromEpoch } = ran.json<{ quotaCapacity: Amount; fromEpoch: number }>();
    expect([quotaCapacity.amount, fromEpoch]).to.deep.equal(["50", 1]);
    const smaller = (await seller("provider", "capacity", "40")).json<{ quotaCapacity: Amount }>();
    expect(smaller.quotaCapacity.amount).to.equal("40");
    (await seller("provider", "capacity", "100", "--quota-capacity", "0")).json();
    const { capacity, quotaCapacity: quota } = await account();
    expect([capacity.next, quota.next]).to.deep.equal([100n * CREDIT, 0n]);
    const told = expectError(await seller("provider", "capacity", "260"), "BondTooSmall", 1);
    expect(told.next).to.contain("`diem provider bond add 60`");
  });

  it("retire gives notice, and close pays out what is left", async () => {
    const { cli } = all;
    const { noticeEndsTs } = (await seller("provider", "retire")).json<{ noticeEndsTs: string }>();
    expect((await account()).noticeEndsTs).to.equal(BigInt(noticeEndsTs));
    expectError(await seller("provider", "retire"), "ProviderRetiring", 1);
    expectError(await seller("provider", "close"), "NoticeNotOver", 1);
    await cli.world.pay(all.consumer, all.seller.revenue, UNIT);
    await cli.chain.advance(10n);
    expectError(await seller("provider", "close"), "ProviderNotEmpty", 1);
    (await seller("provider", "bond", "request", "all")).json();
    await cli.chain.advance(10n);
    (await seller("provider", "bond", "withdraw")).json();
    const closed = (await seller("provider", "close")).json<Record<string, Amount>>();
    expect([closed.toOwner?.amount, closed.toOthers?.amount]).to.deep.equal(["0.85", "0.15"]);
    expect(await cli.world.balance(all.seller.owner.diem)).to.equal((85n * UNIT) / 100n);
    expectError(await seller("provider", "show"), "NotAProvider", 1);
  });
});
