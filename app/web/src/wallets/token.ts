import { keep, readKept } from "../data/kept";

/** How the link that `npm start` prints ends. */
const LINK = /^#wallet=([\w-]+)$/;
const KEY = "diem:local-wallet";

/** The token for the wallets of a local network; null where this browser was given none. */
export function localToken(): string | null {
  return readKept(KEY);
}

/**
 * Takes the token out of the page's address, where it must not stay, and keeps it in this browser. A link that is opened where
 * the page stands already starts it anew.
 */
export function takeToken(): void {
  const take = () => {
    const [, token] = LINK.exec(location.hash) ?? [];
    if (token === undefined) return false;
    keep(KEY, token);
    history.replaceState(null, "", "#/");
    return true;
  };
  take();
  addEventListener("hashchange", () => {
    if (take()) location.reload();
  });
}
