import { shortAddress } from "../format/address";
import { useNetwork } from "../network/network";

const EXPLORER = "https://explorer.solana.com";

/** A link to an explorer where the cluster has one, and the signature as text elsewhere. */
export function Transaction({ signature }: { readonly signature: string }) {
  const { rpcUrl, cluster } = useNetwork().config;
  const { hostname } = new URL(rpcUrl);
  const local = hostname === "127.0.0.1" || hostname === "localhost";
  const query = local
    ? `?cluster=custom&customUrl=${encodeURIComponent(rpcUrl)}`
    : cluster === undefined || cluster === "mainnet"
      ? ""
      : `?cluster=${encodeURIComponent(cluster)}`;
  return (
    <a
      href={`${EXPLORER}/tx/${encodeURIComponent(signature)}${query}`}
      target="_blank"
      rel="noreferrer"
      title={signature}
    >
      Transaction <code>{shortAddress(signature)}</code>
    </a>
  );
}
