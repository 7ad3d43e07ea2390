const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a browser page of that origin may use the chain: pages of this machine only, on any port.
 * A page from elsewhere could otherwise read the chain, or send to it, through the visitor's browser.
 * What is no browser names no origin.
 */
export function isLocalOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return LOCAL_HOSTS.has(hostname) || hostname.endsWith(".localhost");
}
