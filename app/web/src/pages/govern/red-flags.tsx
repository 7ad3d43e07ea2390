import { useQuery } from "@tanstack/react-query";
import type { MarketAccount } from "@diem/sdk";
import { fileName, type ParamName } from "@diem/sdk/market-file";

/** What the risk lab studied and found dangerous in parameters. */
export function RedFlags({
  market: { vvvDecimals, epochSecs },
  params,
}: {
  readonly market: MarketAccount;
  readonly params: MarketAccount["params"];
}) {
  const entries = Object.entries(params).map(([name, value]) => [name, String(value)]);
  const { data } = useQuery({
    queryKey: ["red-flags", entries],
    queryFn: async () => {
      const { previews, rules } = await import("@diem/sim");
      return previews.dangerous(rules.paramsOf({ params, vvvDecimals, epochSecs }));
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  return data?.map(({ name, reason }) => (
    <p key={name} className="note warn" data-red-flag={name}>
      <strong>{fileName(name as ParamName)}</strong>: {reason}. <a href="#/lab">The risk lab</a>{" "}
      shows what it may lead to.
    </p>
  ));
}
