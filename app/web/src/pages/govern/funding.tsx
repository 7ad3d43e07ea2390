import { DIEM, type MarketAccount, vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { ActButton } from "../../parts/act-button";
import { Address } from "../../parts/address";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { FundQuota, FundRewards } from "./fund-dialogs";
import { useWhyNobody } from "./may";

type Open = "rewards" | "quota" | "treasury";

/** What anyone may fund, and what the treasury is owed. */
export function Funding({ market }: { readonly market: MarketAccount }) {
  const { rewardStream, quotaPool, treasuryOwed, roles, params } = market;
  const nobody = useWhyNobody();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const vvv = vvvOf(market);
  return (
    <section aria-labelledby="funding">
      <h2 id="funding">Rewards, quota pool and treasury</h2>
      <Figures>
        <Figure
          name="Rewards to be released"
          explain="VVV that was funded and waits in the reward stream, as of the market's last change."
        >
          <Amount value={rewardStream.remaining} token={vvv} />
        </Figure>
        <Figure
          name="Quota pool"
          explain={`DIEM from which served quota is paid. In each epoch, 1/${params.quotaPoolEpochs} of the DIEM that remains after these payments goes to the stakers.`}
        >
          <Amount value={quotaPool} token={DIEM} />
        </Figure>
        <Figure
          name="Owed to the treasury"
          explain="DIEM of the treasury's share of revenue that was not collected yet. Anyone may pay it out, to the treasury alone."
          more={
            <>
              to <Address of={roles.treasury} />
            </>
          }
        >
          <Amount value={treasuryOwed} token={DIEM} />
        </Figure>
      </Figures>
      <div className="row acts">
        <ActButton why={nobody} onClick={() => setOpen("rewards")}>
          Fund rewards
        </ActButton>
        <ActButton why={nobody} onClick={() => setOpen("quota")}>
          Fund the quota pool
        </ActButton>
        <ActButton
          why={treasuryOwed === 0n ? "The treasury is owed nothing now." : nobody}
          onClick={() => setOpen("treasury")}
        >
          Pay the treasury
        </ActButton>
      </div>
      {open === "rewards" && <FundRewards market={market} onClose={close} />}
      {open === "quota" && <FundQuota onClose={close} />}
      {open === "treasury" && (
        <ActionDialog
          action={{
            title: "Pay the treasury",
            input: [],
            plan: (client) => client.plan.collectTreasury(),
            rows: ([quote]) =>
              quote === undefined
                ? []
                : [
                    ["Treasury", <code key="treasury">{quote.treasury.toBase58()}</code>],
                    ["Is paid", <Amount key="paid" value={quote.amount} token={DIEM} />],
                  ],
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
