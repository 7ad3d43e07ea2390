import { useQuery } from "@tanstack/react-query";
import { keepers } from "@diem/sdk";
import { CHAIN } from "../../data/market";
import { useNetwork } from "../../network/network";
import { Query } from "../../parts/query";

const EVERY_MS = 15_000;

/** Everything that anyone may do for the market. It reads all providers and channels, so it is asked for. */
export default function Due() {
  const { client, program } = useNetwork();
  const { connection, market } = client;
  const due = useQuery({
    queryKey: [CHAIN, "due"],
    // the payer does not change what is due
    queryFn: () =>
      keepers.due({ connection, market: market.market, payer: market.market, ...program }),
    refetchInterval: EVERY_MS,
  });
  return (
    <Query query={due} what="what is due">
      {(tasks) =>
        tasks.length === 0 ? (
          <p className="quiet">Nothing is due.</p>
        ) : (
          <ol>
            {tasks.map(({ reason }, nth) => (
              <li key={`${nth} ${reason}`}>{reason}</li>
            ))}
          </ol>
        )
      }
    </Query>
  );
}
