import { expect } from "chai";
import { accounts } from "@diem/sdk";
import {
  bondTicketData,
  channelData,
  ENDPOINT,
  marketSample,
  MAX,
  plain,
  positionData,
  providerData,
  recordData,
  ticketData,
} from "./accounts-data";
import { key } from "./support";

describe("sdk: accounts", () => {
  it("decodes a ticket, every byte of it placed by hand", () => {
    expect(accounts.ticket.decode(ticketData())).to.deep.equal({
      version: 1,
      bump: 254,
      position: key(1),
      rentPayer: key(2),
      id: MAX,
      amount: 2n ** 53n + 1n,
      requestedTs: -3n,
      readyTs: 4n,
    });
  });

  it("decodes a position, with Q64.64 numbers as one integer", () => {
    expect(accounts.position.decode(positionData())).to.deep.equal({
      version: 1,
      bump: 253,
      openTickets: 0x01020304,
      market: key(1),
      owner: key(2),
      rentPayer: key(3),
      staked: 10n,
      locked: 11n,
      debtUnits: 12n,
      debtEra: 2n ** 40n,
      cooling: 13n,
      feeCheckpoint: (2n << 64n) | 1n,
      rewardCheckpoint: (3n << 64n) | MAX,
      unclaimedFees: 14n,
      unclaimedRewards: 15n,
      nextTicketId: MAX,
    });
  });

  it("decodes a provider, with its endpoint as text and its flags as booleans", () => {
    const decoded = accounts.provider.decode(providerData());
    const { usage, ...rest } = decoded;
    expect(rest).to.deep.equal({
      version: 1,
      bump: 252,
      retiring: false,
      underbonded: false,
      market: key(1),
      owner: key(2),
      rentPayer: key(3),
      operator: key(4),
      revenue: key(5),
      endpoint: ENDPOINT.toString(),
      clusterTag: Uint8Array.of(1, 2, 3, 4),
      openChannels: 19,
      genesisTs: -20n,
      epochSecs: 21n,
      terms: {
        current: { price: 16n, priceListHash: new Uint8Array(32).fill(7) },
        next: { price: MAX, priceListHash: new Uint8Array(32).fill(8) },
        epoch: 17,
      },
      claimable: 22n,
      totalRevenue: 23n,
      totalSettled: 2n ** 60n,
      settledDistributed: 48n,
      bond: 24n,
      bondCooling: { amount: 25n, shares: { total: 26n, era: 28n }, tickets: 29 },
      bondPerCredit: 27n,
      capacity: { previous: 30n, current: 31n, next: 32n, epoch: 33 },
      quotaCapacity: { previous: 34n, current: 35n, next: 36n, epoch: 37 },
      committed: { previous: 38n, current: 39n, next: 40n, epoch: 41 },
      nextTicketId: 42n,
      noticeEndsTs: 43n,
      lastQuotaEpoch: 44,
      slashEpoch: 45,
      slashed: 47n,
      sequence: MAX,
      maxSlashBps: 5_000,
    });
    expect(
      usage.map(({ epoch, distributed, rewarded }) => [epoch, distributed, rewarded]),
    ).to.deep.equal(
      [0, 1, 2, 3, 4, 5, 6, 7].map((epoch) => [epoch, epoch % 2, BigInt(epoch) * 10n + 7n]),
    );
    expect(usage[7]).to.deep.equal({
      epoch: 7,
      distributed: 1,
      capacity: 70n,
      served: { diem: 71n, bought: 72n, quota: 73n },
      reported: { diem: 74n, bought: 75n, quota: 76n },
      rewarded: 77n,
    });
    const flags = { retiring: 1, underbonded: 1 };
    const { retiring, underbonded } = accounts.provider.decode(providerData(flags));
    expect({ retiring, underbonded }).to.deep.equal({ retiring: true, underbonded: true });
  });

  it("reads a provider's terms in an epoch: what it set counts from the next one on", () => {
    const provider = accounts.provider.decode(providerData());
    const prices = [16, 17, 18, 19].map(
      (epoch) => accounts.provider.termsIn(provider, epoch).price,
    );
    expect(prices).to.deep.equal([16n, 16n, MAX, MAX]);
    expect(accounts.provider.termsIn(provider, 18)).to.deep.equal(provider.terms.next);
  });

  it("decodes a bond ticket", () => {
    expect(accounts.bondTicket.decode(bondTicketData())).to.deep.equal({
      version: 1,
      bump: 251,
      provider: key(1),
      rentPayer: key(2),
      id: MAX,
      shares: 3n,
      era: 7n,
      requested: 4n,
      requestedTs: -5n,
      readyTs: 6n,
    });
  });

  it("decodes a channel, with no closing as null", () => {
    const open = {
      version: 1,
      bump: 250,
      closing: 0,
      lastQuotaEpoch: 4_294_967_295,
      market: key(1),
      provider: key(2),
      consumer: key(3),
      voucherSigner: key(4),
      rentPayer: key(5),
      openedSlot: MAX,
      price: 10n,
      bought: 11n,
      creditsPerDiem: 12n,
      graceSecs: -13n,
      closesTs: null,
      deposit: 14n,
      settled: 15n,
      collected: 16n,
      staked: 18n,
      cooling: 19n,
      withdrawable: 20n,
      nextAllowance: 21n,
      quota: { epoch: 30, allowance: 31n, used: 32n },
      lastQuota: { epoch: 40, allowance: 41n, used: 42n },
      sequence: 50n,
    };
    expect(accounts.channel.decode(channelData(0n))).to.deep.equal(open);
    const closing = accounts.channel.decode(channelData(-1n, 2));
    expect(closing).to.deep.equal({ ...open, closing: 2, closesTs: -1n });
  });

  it("decodes an epoch's record", () => {
    const running = {
      version: 1,
      bump: 249,
      closed: false,
      epoch: 4_294_967_295,
      market: key(1),
      rentPayer: key(2),
      capacity: 10n,
      referencePrice: 11n,
      maxPriceStepBps: 0x0201,
      quotaMatchBps: 0x0403,
      quotaCapBps: 0x0605,
      utilisationBps: 10_000,
      paid: 12n,
      quota: 13n,
      used: 14n,
      rewardable: 15n,
      priceSum: (16n << 64n) | MAX,
      rewarded: 17n,
      rewardPool: 18n,
      rewardsClaimed: MAX,
    };
    expect(accounts.epochRecord.decode(recordData(0))).to.deep.equal(running);
    expect(accounts.epochRecord.decode(recordData(1))).to.deep.equal({ ...running, closed: true });
  });

  it("decodes every stored field of a market as Anchor's own coder does", () => {
    const { data, fields } = marketSample();
    const decoded = accounts.market.decode(data) as unknown as Record<string, unknown>;
    const { pendingAuthority, pendingParams, paramsEtaTs } = fields;
    const unlike = /^(padding\d*|reserved|hasRecord|paused|pending.*|paramsEtaTs)$/;
    const stored = Object.keys(fields).filter((name) => !unlike.test(name));
    const viewed = ["hasRecord", "paused", "pendingAuthority", "proposal", "utilisationEmaBps"];
    expect(Object.keys(decoded)).to.have.members([...stored, ...viewed]);
    for (const name of stored) expect(decoded[name], name).to.deep.equal(plain(fields[name]));
    expect(decoded.proposal).to.deep.equal({
      params: plain(pendingParams),
      etaTs: plain(paramsEtaTs),
    });
    expect(decoded.pendingAuthority).to.deep.equal(pendingAuthority);
  });

  it("shows no proposal and no proposed authority as null, and what is paused by name", () => {
    const { data } = marketSample();
    const [etaAt, pausedAt] = [8 + 1024, 8 + 1064]; // with the proposed authority between them
    const viewed = (bits: number) => {
      const copy = Buffer.from(data).fill(0, etaAt, pausedAt);
      copy[pausedAt] = bits;
      return accounts.market.decode(copy);
    };
    const { proposal, pendingAuthority, paused } = viewed(0b11111);
    expect({ proposal, pendingAuthority }).to.deep.equal({
      proposal: null,
      pendingAuthority: null,
    });
    expect(paused).to.deep.equal(["stake", "mint", "open", "deposit", "register"]);
    expect(viewed(0b01010).paused).to.deep.equal(["mint", "deposit"]);
    expect(viewed(0).paused).to.deep.equal([]);
  });

  it("shows a market's records as booleans, and its utilisation in whole basis points", () => {
    const { data } = marketSample();
    const [emaAt, flagsAt] = [8 + 768, 8 + 784];
    const viewed = (ema: bigint, flags: readonly [number, number]) => {
      const copy = Buffer.from(data);
      copy.writeBigUInt64LE(ema, emaAt);
      copy.set(flags, flagsAt);
      const { utilisationEma, utilisationEmaBps, hasRecord } = accounts.market.decode(copy);
      return [utilisationEma, utilisationEmaBps, hasRecord];
    };
    const bps = (value: bigint) => value << 32n;
    expect(viewed(bps(7_000n), [0, 1])).to.deep.equal([bps(7_000n), 7_000, [false, true]]);
    expect(viewed(bps(7_000n) - 1n, [1, 0])).to.deep.equal([
      bps(7_000n) - 1n,
      6_999,
      [true, false],
    ]);
    expect(viewed(MAX, [1, 1])).to.deep.equal([MAX, 10_000, [true, true]]);
  });

  it("gives the addresses of a market as instructions take them", () => {
    const { data } = marketSample();
    const market = { address: key(77), ...accounts.market.decode(data) };
    expect(accounts.market.keys(market)).to.deep.equal({
      market: key(77),
      vvvMint: market.vvvMint,
      diemMint: market.diemMint,
      stakeVault: market.stakeVault,
      bondVault: market.bondVault,
      rewardVault: market.rewardVault,
      escrow: market.escrow,
      feePool: market.feePool,
    });
  });
});
