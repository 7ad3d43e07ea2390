import { expect } from "chai";
import fc from "fast-check";
import { accounts, type ChannelAccount, quotes, vouchers } from "@diem/sdk";
import { channelData } from "./accounts-data";
import { CHANNEL, TAG } from "./ledgers-support";

/** Last touched in epoch 7: 100 micro-credits given, 30 used, 60 from the next epoch on. */
const channel: ChannelAccount = {
  address: CHANNEL,
  ...accounts.channel.decode(channelData(8_000n)),
  nextAllowance: 60n,
  quota: { epoch: 7, allowance: 100n, used: 30n },
  lastQuota: { epoch: 6, allowance: 90n, used: 80n },
};
const consumer = (epoch: number, of = channel) =>
  vouchers.consumerChannelTerms({ channel: of, clusterTag: TAG, epoch });
const provider = (epoch: number, of = channel) =>
  vouchers.providerChannelTerms({ channel: of, epoch });

describe("sdk: terms of a fetched channel", () => {
  it("are the consumer's of the running epoch, whose quota begins anew", () => {
    const { deposit, price } = channel;
    const of = { channel: CHANNEL, clusterTag: TAG, deposit, price };
    expect(consumer(7)).to.deep.equal({ ...of, epoch: 7, allowance: 100n });
    expect(consumer(8)).to.deep.equal({ ...of, epoch: 8, allowance: 60n });
    expect(consumer(12)).to.deep.equal({ ...of, epoch: 12, allowance: 60n });
  });

  it("are the provider's of the running epoch and of the one before", () => {
    const { voucherSigner, deposit, settled, price } = channel;
    const of = { channel: CHANNEL, voucherSigner, deposit, settled, price, closesTs: 8_000n };
    const given = (epoch: number) => ({ epoch, allowance: 60n, used: 0n });
    const { quota, lastQuota } = channel;
    expect(provider(7)).to.deep.equal({ ...of, quotas: [lastQuota, quota] });
    expect(provider(8)).to.deep.equal({ ...of, quotas: [quota, given(8)] });
    expect(provider(12)).to.deep.equal({ ...of, quotas: [given(11), given(12)] });
    expect(provider(12, { ...channel, closesTs: null }).closesTs).to.equal(null);
  });

  it("are those of the last touch where the clock is behind", () => {
    expect(consumer(3)).to.deep.equal(consumer(7));
    expect(provider(3)).to.deep.equal(provider(7));
  });

  it("have no quota before epoch 0", () => {
    const none = { epoch: 0, allowance: 0n, used: 0n };
    const fresh = { ...channel, quota: { ...none, allowance: 9n }, lastQuota: none };
    expect(provider(0, fresh).quotas).to.deep.equal([{ ...none, allowance: 9n }]);
    expect(consumer(0, fresh).allowance).to.equal(9n);
    expect(provider(1, fresh).quotas).to.deep.equal([
      { epoch: 0, allowance: 9n, used: 0n },
      { epoch: 1, allowance: 60n, used: 0n },
    ]);
  });

  it("agree with each other and with quotaOf in every epoch, and fit the ledgers", async () => {
    const clock = { genesisTs: 0n, epochSecs: 100n };
    const store = vouchers.memoryStore();
    const ledger = await vouchers.ProviderLedger.open({ store, clusterTag: TAG, clock });
    await fc.assert(
      fc.asyncProperty(fc.nat(40), async (epoch) => {
        const { running, previous } = quotes.quotaOf({ channel, epoch });
        const { quotas } = provider(epoch);
        const left = quotas.map(({ allowance, used, ...of }) => ({
          ...of,
          ...{ allowance, used, left: allowance - used },
        }));
        expect(left).to.deep.equal([previous, running]);
        const terms = consumer(epoch);
        expect([terms.epoch, terms.allowance]).to.deep.equal([running.epoch, running.allowance]);
        await ledger.track(provider(epoch));
      }),
      { numRuns: 50 },
    );
  });
});
