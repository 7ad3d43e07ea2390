import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useFollowMarket } from "../data/market";
import { hrefOf, PAGES } from "../pages/pages";
import { WalletMenu } from "../wallets/wallet-menu";
import { Notices } from "./notices";
import { Status } from "./status";

/** The frame of every page: navigation, wallet and notices. */
export function Frame({ children }: { readonly children: ReactNode }) {
  useFollowMarket();
  const nav = useRef<HTMLElement>(null);
  const [path] = useLocation();
  useEffect(() => {
    // on a phone the navigation is wider than the screen
    const active = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (active) nav.current?.scrollTo({ left: active.offsetLeft - nav.current.offsetLeft - 16 });
  }, [path]);
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("content")?.focus();
        }}
      >
        Skip to the content
      </a>
      <header className="bar">
        <a className="brand" href="#/">
          DIEM
        </a>
        <nav ref={nav} aria-label="Pages">
          {PAGES.map((page) => {
            const href = hrefOf(page);
            const isShown = href === `/${path.split("/")[1] ?? ""}`;
            return (
              <Link key={href} href={href} aria-current={isShown ? "page" : undefined}>
                {page.name}
              </Link>
            );
          })}
        </nav>
        <WalletMenu />
      </header>
      <Notices />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="bar">
        <Status />
      </footer>
    </>
  );
}
