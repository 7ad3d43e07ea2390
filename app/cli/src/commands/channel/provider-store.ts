import type { PublicKey } from "@solana/web3.js";
import { accounts, vouchers } from "@diem/sdk";
import type { OnMarket } from "../../core";

/**
 * What a provider's store says is to be settled, after the chain was asked what is settled already. Channels that are
 * closed are forgotten.
 */
export async function unsettledOf({
  on: { client, market: clock },
  store,
  epoch,
  rules,
  programId,
}: {
  readonly on: OnMarket;
  readonly store: vouchers.Store;
  readonly epoch: number;
  readonly rules: vouchers.DueRules;
  readonly programId: PublicKey;
}): Promise<vouchers.Due[]> {
  const { clusterTag } = clock;
  const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock });
  const addresses = ledger.channels;
  const channels = await accounts.channel.fetchMany(client.connection, addresses, { programId });
  for (const [index, address] of addresses.entries()) {
    const channel = channels[index];
    if (channel === null || channel === undefined) await ledger.forget(address);
    else await ledger.track(vouchers.providerTerms({ channel, epoch }));
  }
  return ledger.due(rules);
}
