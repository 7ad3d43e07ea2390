import { bondRequiredCeil } from "./math/bond";
import { advance, highestAhead, type Scheduled } from "./math/scheduled";

/**
 * VVV base units of bond that a provider's capacity needs in `epoch`: for the higher of the running capacity and the next
 * one.
 *
 * @example
 * const provider = await accounts.provider.fetch(connection, address);
 * const required = quotes.providerBondRequired({ provider, epoch: quotes.epochAt({ clock: market, now }) });
 */
export function providerBondRequired({
  provider: { capacity, bondPerCredit },
  epoch,
}: {
  readonly provider: { readonly capacity: Scheduled; readonly bondPerCredit: bigint };
  readonly epoch: number;
}): bigint {
  const ahead = highestAhead(advance({ figure: capacity, epoch }));
  return bondRequiredCeil({ capacity: ahead, bondPerCredit });
}
