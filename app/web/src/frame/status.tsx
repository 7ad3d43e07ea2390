import { useIndexer } from "../data/indexer";
import { useStanding } from "../data/market";
import { duration } from "../format/times";
import { useNetwork } from "../network/network";
import { Address } from "../parts/address";
import { useTheme } from "./theme";

/** Where the figures come from, and how old they are. */
export function Status() {
  const { config, client } = useNetwork();
  const { data: standing } = useStanding();
  const { data: indexer, error } = useIndexer("/v1/status");
  const { theme, next } = useTheme();
  const { hostname } = new URL(config.rpcUrl);
  return (
    <>
      <span>
        {config.cluster ?? hostname}, slot {standing?.slot ?? "…"}
      </span>
      <span>
        Market <Address of={client.market.market} />
      </span>
      <span>
        {config.indexerUrl === undefined
          ? "no indexer: no history"
          : error !== null
            ? "the indexer does not answer: no history"
            : indexer === undefined
              ? "history …"
              : `history to slot ${indexer.progress.slot}, ${lag(indexer.progress.lagSeconds)}`}
      </span>
      <button type="button" onClick={next}>
        Theme: {theme}
      </button>
    </>
  );
}

function lag(seconds: number | null): string {
  if (seconds === null) return "unknown lag";
  return seconds <= 0 ? "no lag" : `${duration(BigInt(Math.ceil(seconds)))} behind`;
}
