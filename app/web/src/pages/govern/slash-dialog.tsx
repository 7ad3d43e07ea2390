import { constants, type MarketAccount, type PricedProvider, vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { percentOfBps } from "../../format/amounts";
import { Amount } from "../../parts/amount";
import { AmountField, NOTHING } from "../../parts/amount-field";
import { ProviderField } from "../../parts/provider-field";
import { TextField } from "../../parts/text-field";

const MAX_REASON = 65_535;
/** Characters of the address that a slash must be confirmed with: enough to tell providers apart. */
const CONFIRMED_BY = 6;

/** Takes part of a provider's bond. It cannot be undone, so the provider's address is typed once more. */
export function SlashDialog({
  market,
  providers,
  onClose,
}: {
  readonly market: MarketAccount;
  readonly providers: readonly PricedProvider[];
  readonly onClose: () => void;
}) {
  const vvv = vvvOf(market);
  const [chosen, setChosen] = useState(providers[0]?.address.toBase58() ?? "");
  const [reason, setReason] = useState("");
  const [most, setMost] = useState(NOTHING);
  const [typed, setTyped] = useState("");
  const provider = providers.find(({ address }) => address.toBase58() === chosen);
  const code = /^\d{1,5}$/.test(reason) ? Number(reason) : NaN;
  const known = code <= MAX_REASON;
  const expected = chosen.slice(0, CONFIRMED_BY);
  const ready = provider !== undefined && known && most.wrong === null && most.amount !== 0n;
  return (
    <ActionDialog
      action={{
        title: "Slash a provider",
        input: [chosen, reason, most.amount],
        plan: ready
          ? (client) =>
              client.plan.slashProvider({
                provider: provider.address,
                reason: code,
                ...(most.amount === null ? {} : { maxAmount: most.amount }),
              })
          : null,
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ["Provider", <code key="provider">{chosen}</code>],
                ["Taken", <Amount key="taken" value={quote.amount} token={vvv} />],
                ["Of its bond", <Amount key="whole" value={quote.whole} token={vvv} />],
                ["Part of it", percentOfBps((quote.amount * BigInt(constants.BPS)) / quote.whole)],
                ["To the treasury", <code key="treasury">{quote.treasury.toBase58()}</code>],
                ["Reason", reason],
              ],
        warning: "This cannot be undone: neither the provider nor the arbiter gets it back.",
        unconfirmed: typed !== expected,
      }}
      form={
        <div className="stack">
          <ProviderField {...{ providers, chosen }} onChange={setChosen} whole />
          <TextField
            label="Reason, a code that the arbiter publishes"
            numeric
            value={reason}
            onChange={setReason}
            wrong={reason === "" || known ? null : `Write a whole number from 0 to ${MAX_REASON}.`}
            hint={`From 0 to ${MAX_REASON}.`}
          />
          <AmountField
            label="Maximum to take"
            token={vvv}
            value={most}
            onChange={setMost}
            hint="Empty: the maximum under the cap."
          />
          <TextField
            label={`To confirm, type the first ${CONFIRMED_BY} characters of the provider's address`}
            value={typed}
            onChange={setTyped}
            hint={expected}
          />
        </div>
      }
      onClose={onClose}
    />
  );
}
