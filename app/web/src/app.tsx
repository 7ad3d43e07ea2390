import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { errors } from "@diem/sdk";
import { type ReactNode, Suspense } from "react";
import { Route, Router, Switch, useLocation } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { networkQuery, NetworkProvider } from "./network/network";
import { loadPage, PAGES } from "./pages/pages";
import { Faults } from "./parts/faults";
import { Loading } from "./parts/loading";
import { Frame } from "./frame/frame";
import { takeToken } from "./wallets/token";
import { WalletsProvider } from "./wallets/wallets";

const RETRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      // a local network works without the internet
      networkMode: "always",
      // a refusal by the market or of the input will not change by a retry
      retry: (failures, error) =>
        failures < RETRIES &&
        (!errors.isDiemError(error) || errors.isDiemError(error, "NodeUnreachable")),
    },
  },
});

takeToken();
loadPage(location.hash);
void queries.prefetchQuery(networkQuery);

/** A fault of one page does not affect the next one. */
function PageFaults({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  return <Faults key={path.split("/")[1]}>{children}</Faults>;
}

/** The whole page. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Router hook={useHashLocation}>
        <NetworkProvider>
          <WalletsProvider>
            <Frame>
              <PageFaults>
                <Suspense fallback={<Loading what="the page" />}>
                  <Switch>
                    {PAGES.map(({ path, Component }) => (
                      <Route key={path} path={path} component={Component} />
                    ))}
                    <Route>
                      <h1>There is no such page</h1>
                      <p>
                        <a href="#/">Go to the market</a>
                      </p>
                    </Route>
                  </Switch>
                </Suspense>
              </PageFaults>
            </Frame>
          </WalletsProvider>
        </NetworkProvider>
      </Router>
    </QueryClientProvider>
  );
}
