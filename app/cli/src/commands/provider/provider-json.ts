import { accounts, type ProviderAccount, quotes } from "@diem/sdk";
import { CREDITS, DIEM } from "../../core";

/** What a provider offers around an epoch, in micro-credits. */
export interface Offered {
  readonly capacity: quotes.scheduled.Scheduled;
  readonly quota: quotes.scheduled.Scheduled;
  readonly committed: quotes.scheduled.Scheduled;
}

/** What a provider offers in an epoch and in those after it. */
export function offerOf(provider: ProviderAccount, epoch: number): Offered {
  const inEpoch = (figure: quotes.scheduled.Scheduled) =>
    quotes.scheduled.advance({ figure, epoch });
  return {
    capacity: inEpoch(provider.capacity),
    quota: inEpoch(provider.quotaCapacity),
    committed: inEpoch(provider.committed),
  };
}

/** A provider for scripts: what consumers choose by. */
export function providerJson(provider: ProviderAccount, epoch: number) {
  const { capacity, quota, committed } = offerOf(provider, epoch);
  const ahead = ({ current, next }: quotes.scheduled.Scheduled) => ({
    current: CREDITS.json(current),
    next: CREDITS.json(next),
  });
  const { address, owner, operator, endpoint } = provider;
  const [current, next] = [epoch, epoch + 1].map((at) => {
    const { price, priceListHash } = accounts.provider.termsIn(provider, at);
    return { price: DIEM.json(price), priceListHash };
  });
  return {
    address,
    owner,
    operator,
    endpoint,
    terms: { current, next },
    capacity: ahead(capacity),
    quotaCapacity: ahead(quota),
    committed: ahead(committed),
    openChannels: provider.openChannels,
    retiring: provider.retiring,
    underbonded: provider.underbonded,
  };
}
