import { type ChargeWarning, createDiemFetch, type DiemFetch } from "@diem/client";
import { type ChannelAccount, DiemClient } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { useEffect, useRef, useState } from "react";
import { strangerFetch } from "../../../data/stranger-fetch";
import { useNetwork } from "../../../network/network";
import type { Desk } from "../desk/desk";
import { useRefreshReceipts } from "../desk/use-desk";

/** Bytes of an answer or a price list that the page reads. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Pays for calls; null until its channel is read. */
export interface Paying {
  readonly fetch: DiemFetch | null;
  readonly error: unknown;
  /** What the gateway charged far above this page's own count. */
  readonly warning: ChargeWarning | null;
}

const NOTHING: Paying = { fetch: null, error: null, warning: null };

/**
 * Pays a provider for calls, through the channel whose vouchers this browser's key signs. The wallet is not asked: channels are
 * opened and filled by dialogs of their own.
 *
 * @param perCall - DIEM base units that the next call may cost
 * @param channel - another one opens it anew; a change of it is read at once, and not when that is due
 * @param epoch - the one that runs
 */
export function usePaying({
  desk,
  provider,
  perCall,
  channel: { address: channel, sequence },
  epoch,
}: {
  readonly desk: Desk;
  readonly provider: PublicKey;
  readonly perCall: bigint;
  readonly channel: ChannelAccount;
  readonly epoch: number;
}): Paying {
  const { client: at, program } = useNetwork();
  const [paying, setPaying] = useState(NOTHING);
  const refreshReceipts = useRefreshReceipts();
  const [address, through] = [provider.toBase58(), channel.toBase58()];
  const most = useRef(perCall);
  most.current = perCall;
  useEffect(() => {
    let gone = false;
    const change = (more: Partial<Paying>) => {
      if (!gone) setPaying((now) => ({ ...now, ...more }));
    };
    setPaying(NOTHING);
    const { connection, market } = at;
    const open = async () =>
      createDiemFetch({
        client: await DiemClient.connect({ connection, market: market.market, ...program }),
        ...{ provider, ...desk },
        budget: {
          get perCall() {
            return most.current;
          },
        },
        fetch: strangerFetch({ most: MAX_BYTES }),
        onReceipt: refreshReceipts,
        onWarning: (warning) => change({ warning }),
      });
    const opening = open();
    opening.then(
      (fetch) => change({ fetch }),
      (error: unknown) => change({ error }),
    );
    return () => {
      gone = true;
      void opening.then((fetch) => fetch.close()).catch(() => undefined);
    };
    // the provider is known by its address, and the receipts' refresh never changes what it does
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [at, program, desk, address, through]);
  const { fetch } = paying;
  useEffect(() => {
    // it also follows the chain itself, so a failure loses nothing
    if (fetch !== null) void fetch.refresh().catch(() => undefined);
  }, [fetch, sequence, epoch]);
  return paying;
}
