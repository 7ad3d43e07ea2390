import { useQuery } from "@tanstack/react-query";
import { type MarketAccount, type TokenMetadata, views } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { CHAIN } from "../../data/market";
import { safeText } from "../../format/text";
import { useNetwork } from "../../network/network";
import { ActButton } from "../../parts/act-button";
import { Query } from "../../parts/query";
import { TextField } from "../../parts/text-field";
import { useWhyNot } from "./may";

/** Each text of the metadata, and how many bytes it may have. */
const FIELDS = [
  ["name", "Name", 1, 32],
  ["symbol", "Symbol", 1, 10],
  ["uri", "URI of a JSON file with the image", 0, 200],
] as const;
const SHOWN = 200;
const EMPTY: TokenMetadata = { name: "", symbol: "", uri: "" };

/** What wallets show of DIEM: texts that the authority chose, shown as texts. */
export function Metadata({ market }: { readonly market: MarketAccount }) {
  const { client } = useNetwork();
  const { connection } = client;
  const metadata = useQuery({
    queryKey: [CHAIN, "metadata"],
    queryFn: () => views.diemMetadata({ connection, market: client.market }),
  });
  const whyNot = useWhyNot();
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="metadata">
      <h2 id="metadata">DIEM in wallets</h2>
      <Query query={metadata} what="what wallets show of DIEM">
        {(now) => (
          <>
            {now === null ? (
              <p className="quiet">DIEM has no name, symbol or URI yet.</p>
            ) : (
              <dl className="rows" data-metadata>
                {FIELDS.map(([field, label]) => (
                  <div key={field}>
                    <dt>{label}</dt>
                    <dd>{safeText(now[field], SHOWN) || "none"}</dd>
                  </div>
                ))}
              </dl>
            )}
            <div className="row acts">
              <ActButton
                why={whyNot("authority", market.roles.authority)}
                onClick={() => setOpen(true)}
              >
                Change them
              </ActButton>
            </div>
            {open && <SetMetadata now={now} onClose={() => setOpen(false)} />}
          </>
        )}
      </Query>
    </section>
  );
}

function SetMetadata({
  now,
  onClose,
}: {
  readonly now: TokenMetadata | null;
  readonly onClose: () => void;
}) {
  const [texts, setTexts] = useState(now ?? EMPTY);
  const wrongs = FIELDS.map(([field, , least, most]) => {
    const bytes = new TextEncoder().encode(texts[field]).length;
    return bytes < least || bytes > most ? `Write ${least} to ${most} bytes.` : null;
  });
  const same = FIELDS.every(([field]) => texts[field] === now?.[field]);
  return (
    <ActionDialog
      action={{
        title: "What wallets show of DIEM",
        input: [texts.name, texts.symbol, texts.uri],
        plan:
          same || wrongs.some((wrong) => wrong !== null)
            ? null
            : (client) => client.plan.setDiemMetadata(texts),
        rows: () =>
          FIELDS.map(([field, label]) => [label, safeText(texts[field], SHOWN) || "none"]),
      }}
      form={
        <div className="stack">
          {FIELDS.map(([field, label, least], nth) => (
            <TextField
              key={field}
              label={label}
              value={texts[field]}
              onChange={(text) => setTexts((all) => ({ ...all, [field]: text }))}
              wrong={texts[field] === "" && least > 0 ? null : (wrongs[nth] ?? null)}
            />
          ))}
        </div>
      }
      onClose={onClose}
    />
  );
}
