import { HEADERS, writeX402Required, X402_HEADERS, X402_SCHEME } from "@diem/wire";
import { Refusal } from "./refusal";

/** Who sells, for how much, and where. */
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
  const { program, market, provider, cluster, diemMint: asset, prices } = seller;
  const detail = `the call is paid in DIEM: open a channel with the provider ${provider}, and send a voucher in ${HEADERS.voucher}`;
  const priceList = { url: "/v1/diem/prices", hash: prices };
  const how = `diem channel open ${provider} --deposit <diem>`;
  const extra = { program, market, provider, priceList };
  const accepts = {
    ...{ scheme: X402_SCHEME, network: cluster, asset, amount: "0" },
    ...{ payTo: provider, maxTimeoutSeconds: 300, extra },
  };
  const x402 = writeX402Required(accepts, { error: detail, path });
  return new Refusal("payment-required", {
    detail,
    members: { program, market, cluster, provider, asset, priceList, openChannel: how },
    headers: { [X402_HEADERS.required]: x402 },
  });
}
