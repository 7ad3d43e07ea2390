import { type DiemEvent, type MarketAccount, type Token, vvvOf } from "@diem/sdk";
import { eventFromJson, eventText } from "@diem/sdk/text";
import { IndexerError, useIndexer } from "../../data/indexer";
import { shortAddress } from "../../format/address";
import { exactAmount } from "../../format/amounts";
import { localTime } from "../../format/times";
import { useNetwork } from "../../network/network";
import { DataTable } from "../../parts/data-table";
import { Query } from "../../parts/query";
import { Time } from "../../parts/time";
import { Transaction } from "../../parts/transaction";

const SIGNATURE = /^[1-9A-HJ-NP-Za-km-z]{80,90}$/;

/** An event as the indexer tells it. */
interface IndexedEvent {
  readonly key: string;
  readonly signature: string;
  readonly event: DiemEvent;
}

/** Events of an indexer's answer; what is none is left out. Throws {@link IndexerError}. */
function eventsOf(json: unknown): readonly IndexedEvent[] {
  const { items } = json as { readonly items?: unknown };
  if (!Array.isArray(items)) throw new IndexerError("the indexer answered with no list of events");
  return (items as unknown[]).flatMap((item) => {
    if (typeof item !== "object" || item === null) return [];
    const { name, data, signature } = item as Record<string, unknown>;
    const event = eventFromJson(String(name), data);
    if (event === null || !SIGNATURE.test(String(signature))) return [];
    const key = `${String(signature)} ${event.data.stamp.sequence}`;
    return [{ key, signature: String(signature), event }];
  });
}

/** What happened to a provider, slashes among it, as an indexer has it. */
export function ProviderHistory({
  address,
  market,
}: {
  readonly address: string;
  readonly market: MarketAccount;
}) {
  const { config } = useNetwork();
  const path = `/v1/events?market=${market.address.toBase58()}&account=${address}&limit=100`;
  const told = useIndexer(path, { read: eventsOf });
  if (config.indexerUrl === undefined) {
    return <p className="quiet">Past events need an indexer.</p>;
  }
  const writing = {
    vvv: vvvOf(market),
    address: (key: { toBase58(): string }) => shortAddress(key.toBase58()),
    time: localTime,
    amount: (amount: bigint, token: Token) => `${exactAmount(amount, token)} ${token.symbol}`,
  };
  return (
    <Query query={told} what="its history">
      {({ data }) => (
        <DataTable
          caption="History, the newest first"
          rows={data}
          keyOf={({ key }) => key}
          empty="Nothing has happened yet, or the indexer has not seen it."
          columns={[
            { name: "Time", cell: ({ event }) => <Time at={event.data.stamp.timestamp} /> },
            { name: "What", cell: ({ event }) => eventText(event, writing) },
            { name: "Transaction", cell: ({ signature }) => <Transaction signature={signature} /> },
          ]}
        />
      )}
    </Query>
  );
}
