import { type ComponentType, lazy } from "react";

type Load = () => Promise<{ readonly default: ComponentType }>;

/** A page: its path after the `#`, its name in the navigation, and what shows it, which is loaded when it is opened. */
export interface Page {
  readonly path: string;
  readonly name: string;
  readonly load: Load;
  readonly Component: ComponentType;
}

function page(path: string, name: string, load: Load): Page {
  return { path, name, load, Component: lazy(load) };
}

/** All pages, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  page("/", "Market", () => import("./market/page")),
  page("/you", "You", () => import("./you/page")),
  page("/use", "Use", () => import("./use/page")),
  page("/providers/*?", "Providers", () => import("./providers/page")),
  page("/activity", "Activity", () => import("./activity/page")),
  page("/govern", "Govern", () => import("./govern/page")),
  page("/lab", "Risk lab", () => import("./lab/page")),
];

/** Where a page's link in the navigation goes. */
export function hrefOf({ path }: Page): string {
  return path.replace("/*?", "");
}

/** Loads what an address shows, without showing it: while the page connects to the market. */
export function loadPage(hash: string): void {
  const [, first = ""] = hash.split("/");
  const found = PAGES.find((one) => hrefOf(one) === `/${first}`);
  // where it cannot be loaded, the page says so once it is to be shown
  void found?.load().catch(() => undefined);
}
