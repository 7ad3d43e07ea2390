import { UsageError } from "../errors";

/** The names that the Solana CLI takes for clusters. */
const MONIKERS: Readonly<Record<string, string>> = {
  localhost: "http://127.0.0.1:8899",
  devnet: "https://api.devnet.solana.com",
  testnet: "https://api.testnet.solana.com",
  "mainnet-beta": "https://api.mainnet-beta.solana.com",
};
const ALIASES: Readonly<Record<string, string>> = {
  l: "localhost",
  localnet: "localhost",
  d: "devnet",
  t: "testnet",
  m: "mainnet-beta",
};

/** What the Solana CLI uses where nothing is configured. */
export const DEFAULT_URL = "mainnet-beta";

/**
 * The address of a cluster's RPC by its name, its first letter, or itself.
 *
 * @throws UsageError `UrlInvalid`.
 */
export function clusterUrl(text: string): string {
  const moniker = MONIKERS[ALIASES[text] ?? text];
  if (moniker !== undefined) return moniker;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return text;
  throw new UsageError({
    name: "UrlInvalid",
    message: `invalid cluster "${text}"`,
    next: "give localhost, devnet, testnet, mainnet-beta, or a URL that begins with http:// or https://",
  });
}

/** A URL without what may be a secret in it: the password and the query, where providers put API keys. */
export function shownUrl(text: string): string {
  const url = new URL(text);
  if (url.username === "" && url.password === "" && url.search === "") return text;
  url.username = "";
  url.password = "";
  url.search = url.search === "" ? "" : "?...";
  return url.href;
}
