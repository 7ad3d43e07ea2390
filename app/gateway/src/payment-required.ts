import {
  HEADERS,
  writeX402Required,
  X402_HEADERS,
  X402_SCHEME,
  type X402Payment,
  type X402Requirements,
} from "@diem/wire";
import { Refusal } from "./refusal";

const PRICES_URL = "/v1/diem/prices";

/** The seller, its price and its address. */
export interface Seller {
  readonly program: string;
  readonly market: string;
  readonly provider: string;
  /** CAIP-2 id of the cluster: `solana:` and 32 characters of its genesis hash. */
  readonly cluster: string;
  readonly diemMint: string;
  /** Hash of the price list that counts. */
  readonly prices: string;
}

/** The refusal of a request without a voucher: how to pay, for people, for clients of DIEM and for those of x402. */
export function paymentRequired(seller: Seller, path: string): Refusal {
  const { provider } = seller;
  const detail = `the call is paid in DIEM: open a channel with the provider ${provider}, and send a voucher in ${HEADERS.voucher}`;
  return demanded(seller, path, detail);
}

/**
 * Throws a Refusal `payment-required` for a payment by x402 that is for another network, asset, amount or seller. The
 * voucher itself would be valid, but a client that accepted another offer must not pay for this one.
 */
export function requireOffered(seller: Seller, { accepted }: X402Payment, path: string): void {
  const offered = requirementsOf(seller);
  const other = COMPARED.find((name) => accepted[name] !== offered[name]);
  if (other === undefined) return;
  const given = JSON.stringify(accepted[other] ?? null).slice(0, 80);
  const detail = `the payment's ${other} is ${given}, not ${JSON.stringify(offered[other])}: pay as ${X402_HEADERS.required} says`;
  throw demanded(seller, path, detail);
}

const COMPARED = ["network", "asset", "amount", "payTo"] as const;

function requirementsOf({
  program,
  market,
  provider,
  cluster,
  diemMint,
  prices,
}: Seller): X402Requirements {
  const extra = { program, market, provider, priceList: { url: PRICES_URL, hash: prices } };
  return {
    ...{ scheme: X402_SCHEME, network: cluster, asset: diemMint, amount: "0" },
    ...{ payTo: provider, maxTimeoutSeconds: 300, extra },
  };
}

function demanded(seller: Seller, path: string, detail: string): Refusal {
  const { program, market, provider, cluster, diemMint: asset, prices } = seller;
  const priceList = { url: PRICES_URL, hash: prices };
  const how = `diem channel open ${provider} --deposit <diem>`;
  const x402 = writeX402Required(requirementsOf(seller), { error: detail, path });
  return new Refusal("payment-required", {
    detail,
    members: { program, market, cluster, provider, asset, priceList, openChannel: how },
    headers: { [X402_HEADERS.required]: x402 },
  });
}
