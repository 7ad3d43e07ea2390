import { useQuery } from "@tanstack/react-query";
import { CREDITS, DIEM, type PricedProvider } from "@diem/sdk";
import { strangerFetch } from "../../data/stranger-fetch";
import { refusalOf } from "../../data/offers";
import { shownAmount } from "../../format/amounts";
import { useNetwork } from "../../network/network";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";

const MAX_BYTES = 1024 * 1024;
const EVERY_MS = 15_000;
const NAMES = {
  unsettled: "diem_gateway_unsettled_microcredits",
  reserved: "diem_gateway_reserved_diem_base_units",
  failures: "diem_gateway_settlement_failures",
  age: "diem_gateway_chain_age_seconds",
} as const;

type GatewayFigures = Readonly<Record<keyof typeof NAMES, bigint | null>>;

/** A figure without labels of a page for Prometheus, as a whole number; null where there is none that can be read. */
function figureIn(text: string, name: string): bigint | null {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  const value = Number(line?.slice(name.length + 1));
  return Number.isFinite(value) && value >= 0 ? BigInt(Math.floor(value)) : null;
}

/** A gateway's report about its settlements; null if the page cannot read one. */
async function toldBy(
  endpoint: string,
  rpcUrl: string,
  signal: AbortSignal,
): Promise<GatewayFigures | null> {
  if (refusalOf(endpoint, rpcUrl) !== null) return null;
  const fetch = strangerFetch({ most: MAX_BYTES, signal });
  const url = new URL("/metrics", endpoint);
  const response = await fetch(url).catch(() => null);
  if (response === null || !response.ok) return null;
  const text = await response.text().catch(() => "");
  const entries = Object.entries(NAMES).map(([key, name]) => [key, figureIn(text, name)]);
  const told = Object.fromEntries(entries) as GatewayFigures;
  return Object.values(told).every((value) => value === null) ? null : told;
}

/** The settlements of a provider's gateway, as it reports them. */
export function GatewayState({ provider: { endpoint } }: { readonly provider: PricedProvider }) {
  const { rpcUrl } = useNetwork().config;
  const { data } = useQuery({
    queryKey: ["gateway-state", endpoint],
    queryFn: ({ signal }) => toldBy(endpoint, rpcUrl, signal),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  if (data === undefined) return null;
  if (data === null) {
    return <p className="quiet">Its gateway does not report its settlements to this page.</p>;
  }
  const { unsettled, reserved, failures, age } = data;
  return (
    <Figures>
      <Figure
        name="Not settled"
        explain="Credits that its gateway served and has not settled on chain yet. Reported by the gateway, not verified."
      >
        {unsettled === null ? "not reported" : `${shownAmount(unsettled, CREDITS)} credits`}
      </Figure>
      <Figure
        name="Held by open calls"
        explain="Maximum cost of the calls that are being served, as the gateway reports it."
      >
        {reserved === null ? "not reported" : <Amount value={reserved} token={DIEM} />}
      </Figure>
      <Figure
        name="Settlements that failed"
        explain="Number of failed settlements in a row. More than 2 is an alarm: the provider loses what is not settled in time."
      >
        {failures === null ? "not reported" : failures.toString()}
      </Figure>
      <Figure
        name="Its view of the chain"
        explain="How old the gateway's newest reading of the chain is."
      >
        {age === null ? "not reported" : `${age} s old`}
      </Figure>
    </Figures>
  );
}
