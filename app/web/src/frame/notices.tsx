import { useStanding } from "../data/market";
import { useNetwork } from "../network/network";

/** Notices for all users: the node does not answer, or the market has paused something. */
export function Notices() {
  const { rpcUrl } = useNetwork().config;
  const { data, error } = useStanding();
  const paused = data?.market.paused ?? [];
  return (
    <div className="notices">
      {error !== null && (
        <p className="note bad" role="alert">
          The node {new URL(rpcUrl).host} does not answer. Figures are of slot {data?.slot ?? "–"};
          the page goes on by itself when it answers again.
        </p>
      )}
      {paused.length > 0 && (
        <p className="note warn" role="status">
          Paused by the market's guardian: {paused.join(", ")}. Everything else works.
        </p>
      )}
    </div>
  );
}
