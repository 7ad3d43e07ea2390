import { type events, type MarketAccount, pda, vvvOf } from "@diem/sdk";
import { eventFromJson } from "@diem/sdk/text";
import { useState } from "react";
import { useIndexer } from "../../data/indexer";
import { useProviders } from "../../data/market";
import { readEvents } from "../../data/served";
import { percentOfBps } from "../../format/amounts";
import { useNetwork } from "../../network/network";
import { ActButton } from "../../parts/act-button";
import { Address } from "../../parts/address";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";
import { Query } from "../../parts/query";
import { Time } from "../../parts/time";
import { Transaction } from "../../parts/transaction";
import { useWhyNot } from "./may";
import { SlashDialog } from "./slash-dialog";

/** A slash as the indexer tells it. */
interface Slash {
  readonly key: string;
  readonly signature: string;
  readonly timestamp: number;
  readonly data: events.EventData<"ProviderSlashed">;
}

/** Slashes among an indexer's answer, the newest first. */
function slashesOf(json: unknown): readonly Slash[] {
  return readEvents(json).items.flatMap(({ name, data, signature, timestamp }) => {
    const event = eventFromJson(name, data);
    if (event?.name !== "ProviderSlashed") return [];
    const key = `${signature} ${event.data.stamp.sequence}`;
    return [{ key, signature, timestamp, data: event.data }];
  });
}

/** Bonds that were slashed, and the arbiter's only power. */
export function Slashes({ market }: { readonly market: MarketAccount }) {
  const { config, client, program } = useNetwork();
  const providers = useProviders();
  const path = `/v1/events?market=${client.market.market.toBase58()}&name=ProviderSlashed&limit=100`;
  const slashes = useIndexer(path, { read: slashesOf });
  const whyNot = useWhyNot();
  const [open, setOpen] = useState(false);
  const vvv = vvvOf(market);
  const none = providers.data?.length === 0 ? "No provider has a bond here." : null;
  return (
    <section aria-labelledby="slashes">
      <h2 id="slashes">Slashes</h2>
      <p>
        The arbiter may take up to {percentOfBps(market.params.maxSlashBps)} of a bond in an epoch,
        cooling or not. It goes to the treasury.
      </p>
      {config.indexerUrl === undefined ? (
        <p className="quiet">Past slashes need an indexer.</p>
      ) : (
        <Query query={slashes} what="past slashes">
          {({ data }) => (
            <DataTable
              caption="Slashes, the newest first"
              columns={[
                { name: "Time", cell: ({ timestamp }) => <Time at={timestamp} /> },
                {
                  name: "Provider",
                  cell: ({ data: { provider, stamp } }) => (
                    <Address
                      of={pda.provider({ market: stamp.market, owner: provider.owner, ...program })}
                    />
                  ),
                },
                {
                  name: "Taken",
                  cell: (slash) => <Amount value={slash.data.amount} token={vvv} />,
                  figures: true,
                },
                {
                  name: "Of bond",
                  cell: ({ data: { bondBefore, bondCoolingBefore } }) => (
                    <Amount value={bondBefore + bondCoolingBefore} token={vvv} />
                  ),
                  figures: true,
                },
                { name: "Reason", cell: (slash) => slash.data.reason, figures: true },
                {
                  name: "Transaction",
                  cell: (slash) => <Transaction signature={slash.signature} />,
                },
              ]}
              rows={data}
              keyOf={({ key }) => key}
              empty="No bond was ever slashed in this market."
            />
          )}
        </Query>
      )}
      <div className="row acts">
        <ActButton
          why={none ?? whyNot("arbiter", market.roles.arbiter)}
          onClick={() => setOpen(true)}
        >
          Slash a provider
        </ActButton>
      </div>
      {open && (
        <SlashDialog
          market={market}
          providers={providers.data ?? []}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
