import { constants, type MarketAccount } from "@diem/sdk";
import type { ParamChange } from "@diem/sdk/text";
import { useChainTime } from "../../network/clock";
import { ActButton } from "../../parts/act-button";
import { Countdown, Time } from "../../parts/time";
import { ParamChanges } from "../../parts/param-changes";
import { useWhyNobody, useWhyNot } from "./may";

/** The announced parameters: what they change, from when on, and until when they can be applied. */
export function Pending({
  market,
  etaTs,
  changes,
  onOpen,
}: {
  readonly market: MarketAccount;
  /** Unix seconds from which on it can be applied. */
  readonly etaTs: bigint;
  readonly changes: readonly ParamChange[];
  readonly onOpen: (what: "apply" | "cancel") => void;
}) {
  const { roles } = market;
  const lapsesTs = etaTs + constants.PARAMS_WINDOW_SECS;
  const now = useChainTime();
  const whyNot = useWhyNot();
  const nobody = useWhyNobody();
  const lapsed = now !== null && now > lapsesTs;
  const early = now === null || now < etaTs;
  const whyNotNow = lapsed ? (
    "They have lapsed."
  ) : early ? (
    <>
      Anyone may, <Countdown to={etaTs} />.
    </>
  ) : (
    nobody
  );
  return (
    <div className="card" data-pending>
      <h3>{lapsed ? "Announced, and lapsed" : "Announced"}</h3>
      <ParamChanges changes={changes} />
      <dl className="rows">
        <div>
          <dt>Can be applied from</dt>
          <dd>
            <Time at={etaTs} /> (<Countdown to={etaTs} />)
          </dd>
        </div>
        <div>
          <dt>Lapse</dt>
          <dd>
            <Time at={lapsesTs} /> (<Countdown to={lapsesTs} done="lapsed" />)
          </dd>
        </div>
      </dl>
      <div className="row acts">
        <ActButton primary why={whyNotNow} onClick={() => onOpen("apply")}>
          Apply
        </ActButton>
        <ActButton why={whyNot("authority", roles.authority)} onClick={() => onOpen("cancel")}>
          Cancel the announcement
        </ActButton>
      </div>
    </div>
  );
}
