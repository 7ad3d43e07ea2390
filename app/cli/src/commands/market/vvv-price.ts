import { Option } from "commander";
import type { quotes } from "@diem/sdk";
import { Token } from "../../core";

const USD = new Token({ symbol: "USD", decimals: 6 });

/** The option by which a command can judge a bond. */
export function vvvPriceOption(): Option {
  const what = "price of VVV in US dollars, to warn about a bond that is too small";
  return new Option("--vvv-price <usd>", what);
}

/** What the option says, as the SDK's warnings take it. */
export function readVvvPrice({ vvvPrice }: { readonly vvvPrice?: string }): {
  readonly usdPerVvv?: quotes.PriceRatio;
} {
  if (vvvPrice === undefined) return {};
  const numerator = USD.parsePositive(vvvPrice);
  return { usdPerVvv: { numerator, denominator: 10n ** BigInt(USD.decimals) } };
}
