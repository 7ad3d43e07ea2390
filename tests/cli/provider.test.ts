import { createHash } from "node:crypto";
import { expect } from "chai";
import { accounts, pda, type ProviderAccount } from "@diem/sdk";
import { UNIT } from "../support/market";
import { nextEpoch } from "../support/epochs";
import { EPOCH_SECS, type MarketFixture, createMarketFixture } from "./market-fixture";
import { expectError, WIDE } from "./support";

const CREDIT = 1_000_000n;

interface Amount {
  readonly amount: string;
}

describe("cli: provider", () => {
  let all: MarketFixture;
  let seller: (...args: string[]) => ReturnType<MarketFixture["cli"]["run"]>;

  beforeEach(async () => {
    all = await createMarketFixture();
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

    it("bonds what the capacity needs, for a price that counts at once", async () => {
      const quota = ["--quota-capacity", "5"];
      const result = await register("--capacity", "20.5", "--price", "0.000000001", ...quota);
      const { bond, required, fromEpoch, provider } = result.json<Record<string, Amount>>();
      expect(provider).to.equal(own().toBase58());
      expect([bond?.amount, required?.amount, fromEpoch]).to.deep.equal(["20.5", "20.5", 1]);
      const registered = await account(own());
      expect(registered.bond).to.equal((41n * UNIT) / 2n);
      expect(registered.capacity.next).to.equal((41n * CREDIT) / 2n);
      expect(registered.quotaCapacity.next).to.equal(5n * CREDIT);
      const { terms } = registered;
      expect([terms.current.price, terms.next.price]).to.deep.equal([1n, 1n]);
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
      expect(registered.terms.current.price).to.equal(UNIT / 100n);
      expect(registered.operator.toBase58()).to.equal(operator);
      const hash = createHash("sha256").update(list).digest();
      expect(Buffer.from(registered.terms.current.priceListHash)).to.deep.equal(hash);
    });

    it("says what bond is needed where too little is given", async () => {
      const price = ["--price", "0.01"];
      const told = expectError(
        await register("--capacity", "20", "--bond", "19", ...price),
        "BondTooSmall",
        1,
      );
      expect(told.message).to.equal(
        "the bond is too small for the capacity (held 19 VVV, needed 20 VVV, most possible 19 credits)",
      );
      expectError(await register("--capacity", "0", ...price), "ZeroAmount", 1);
      expectError(await register("--capacity", "1001", ...price), "InsufficientBalance", 1);
    });
  });

  const LONGEST = `https://compute.example/${"v".repeat(104)}`;
  const endpoints: [endpoint: string, message: string][] = [
    ["compute", 'invalid endpoint URL "compute"'],
    ["compute.example/v1", 'invalid endpoint URL "compute.example/v1"'],
    ["localhost:8080", 'invalid endpoint URL "localhost:8080"'],
    ["ftp://compute.example", 'invalid endpoint URL "ftp://compute.example"'],
    ["https://", 'invalid endpoint URL "https://"'],
    ["https://a.example /v1", 'invalid endpoint URL "https://a.example /v1"'],
    [`${LONGEST}v`, "the endpoint has 129 bytes, and the maximum is 128"],
    [`${LONGEST.slice(0, -1)}é`, "the endpoint has 129 bytes, and the maximum is 128"],
  ];
  for (const [endpoint, message] of endpoints) {
    it(`an endpoint of ${endpoint.slice(0, 30)} is refused`, async () => {
      const told = expectError(
        await seller("provider", "update", "--endpoint", endpoint),
        "EndpointInvalid",
        2,
      );
      expect(told).to.deep.equal({
        name: "EndpointInvalid",
        message,
        next: "give a URL that begins with https:// or http://, such as https://compute.example/v1",
      });
    });
  }

  it("an endpoint may have 128 bytes", async () => {
    expect(LONGEST).to.have.length(128);
    (await seller("provider", "update", "--endpoint", LONGEST)).json();
    expect((await account()).endpoint).to.equal(LONGEST);
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
    expect(shown.revenuePerCredit.amount).to.equal("0.0075");
    const text = await cli.run(["provider", "show", address]);
    expect(text.stdout).to.match(/status: +active\n/);
    expect(text.stdout).to.match(/bond: +200 VVV; the capacity needs 200 VVV\n/);
    expect(text.stdout).to.match(/keeps per credit: +0\.0075 DIEM, 75% of revenue\n/);
    expect(text.stdout).to.match(/last quota reward: +nothing yet\n/);
    expectError(await seller("provider", "show", cli.market), "WrongAccountType", 1);
  });

  it("list has the cheapest first", async () => {
    const { cli, authority } = all;
    const offer = ["--capacity", "1", "--endpoint", "https://b.example", "--price", "0.005"];
    await cli.as(authority)("provider", "register", ...offer);
    const { providers } = (await cli.run(["provider", "list", "-o", "json"])).json<{
      providers: { endpoint: string; terms: { current: { price: Amount } } }[];
    }>();
    expect(providers.map(({ terms }) => terms.current.price.amount)).to.deep.equal([
      "0.005",
      "0.01",
    ]);
    const { stdout } = await cli.run(["provider", "list"], WIDE);
    const [head, first, second] = stdout.split("\n");
    expect(head).to.match(/^provider +DIEM per credit +capacity +quota free +status +endpoint$/);
    expect(first).to.match(/0\.005 +1 +0 +active +https:\/\/b\.example$/);
    expect(second).to.match(/0\.01 +200 +50 +active +https:\/\/compute\.example\/v1$/);
  });

  it("update changes what is given, and nothing else", async () => {
    const before = await account();
    const operator = all.stranger.address.toBase58();
    (await seller("provider", "update", "--operator", operator)).json();
    const after = await account();
    expect(after.operator.toBase58()).to.equal(operator);
    expect(after.endpoint).to.equal(before.endpoint);
    expect(after.terms.next).to.deep.equal(before.terms.next);
    const hash = "ab".repeat(32);
    (await seller("provider", "update", "--price-list", hash)).json();
    const { next } = (await account()).terms;
    expect(Buffer.from(next.priceListHash).toString("hex")).to.equal(hash);
    expect(next.price).to.equal(before.terms.next.price);
  });

  it("update changes the price from the next epoch on, to the last one of the epoch", async () => {
    const { cli, seller: sold, stranger } = all;
    const address = sold.provider.toBase58();
    (await seller("provider", "update", "--price", "0.03")).json();
    const wallet = ["-y", "-k", cli.walletFile(sold.owner.keypair), "--no-color"];
    const operator = ["--operator", stranger.address.toBase58()];
    const line = ["provider", "update", "--price", "0.02", ...operator, ...wallet];
    const result = await cli.run(line, WIDE);
    expect(result.stdout)
      .to.match(/^price: +0\.03 DIEM per credit -> 0\.02 DIEM per credit, from epoch 1 on$/m)
      .and.match(/^operator: +\w+ -> \w+, at once$/m);
    expect(result.stderr).to.contain("open channels keep the price at which they were opened\n");

    const prices = async () => {
      const shown = await cli.run(["provider", "show", address, "-o", "json"]);
      const { terms } = shown.json<{ terms: Record<"current" | "next", { price: Amount }> }>();
      return [terms.current.price.amount, terms.next.price.amount];
    };
    const shown = async (...line: string[]) => (await cli.run(line, WIDE)).stdout;
    const openPrice = async () => {
      const open = ["channel", "open", address, "--deposit", "0", "--another"];
      const opened = await cli.as(all.consumer)(...open);
      return opened.json<{ price: Amount }>().price.amount;
    };
    expect(await prices()).to.deep.equal(["0.01", "0.02"]);
    expect(await shown("provider", "show", address)).to.match(
      /^price: +0\.01 DIEM per credit; from the next epoch on 0\.02 DIEM per credit$/m,
    );
    expect(await shown("provider", "list")).to.match(/ 0\.01, next epoch 0\.02 +200 +50 +active /);
    expect(await openPrice()).to.equal("0.01");
    await nextEpoch(cli.world);
    expect(await prices()).to.deep.equal(["0.02", "0.02"]);
    expect(await shown("provider", "list")).to.match(/ 0\.02 +200 +50 +active /);
    expect(await openPrice()).to.equal("0.02");
  });

  it("capacity counts from the next epoch on, and keeps the quota as far as it fits", async () => {
    const result = await seller("provider", "capacity", "150");
    const { quotaCapacity, fromEpoch } = result.json<{
      quotaCapacity: Amount;
      fromEpoch: number;
    }>();
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
    await cli.chain.advance(EPOCH_SECS);
    expectError(await seller("provider", "close"), "ProviderNotEmpty", 1);
    (await seller("provider", "bond", "request", "all")).json();
    await cli.chain.advance(EPOCH_SECS);
    (await seller("provider", "bond", "withdraw")).json();
    const closed = (await seller("provider", "close")).json<Record<string, Amount>>();
    expect([closed.toOwner?.amount, closed.toOthers?.amount]).to.deep.equal(["0.75", "0.25"]);
    expect(await cli.world.balance(all.seller.owner.diem)).to.equal((75n * UNIT) / 100n);
    expectError(await seller("provider", "show"), "NotAProvider", 1);
  });
});
