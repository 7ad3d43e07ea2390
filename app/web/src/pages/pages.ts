import { type ComponentType, lazy } from "react";

/** A page: its path after the `#`, its name in the navigation, and what shows it, which is loaded when it is opened. */
export interface Page {
  readonly path: string;
  readonly name: string;
  readonly Component: ComponentType;
}

/** All pages, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  { path: "/", name: "Market", Component: lazy(() => import("./market/page")) },
  { path: "/you", name: "You", Component: lazy(() => import("./you/page")) },
  { path: "/use", name: "Use", Component: lazy(() => import("./use/page")) },
  { path: "/providers/*?", name: "Providers", Component: lazy(() => import("./providers/page")) },
  { path: "/activity", name: "Activity", Component: lazy(() => import("./activity/page")) },
  { path: "/govern", name: "Govern", Component: lazy(() => import("./govern/page")) },
  { path: "/lab", name: "Risk lab", Component: lazy(() => import("./lab/page")) },
];

/** Where a page's link in the navigation goes. */
export function hrefOf({ path }: Page): string {
  return path.replace("/*?", "");
}
