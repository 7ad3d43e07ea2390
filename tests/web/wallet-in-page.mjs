// A wallet of the browser by the wallet standard, whose keys are the test's. It runs in a page, before the page's own scripts.
(() => {
  const page = globalThis;
  const { chain, accounts: given } = page.testWallet;
  const accounts = given.map(({ address, bytes }) => ({
    ...{ address, publicKey: Uint8Array.from(bytes), chains: [chain] },
    features: ["solana:signTransaction"],
  }));
  let shown = accounts.slice(0, 1);
  const listeners = new Set();
  const wallet = {
    version: "1.0.0",
    name: "Test wallet",
    icon: "data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnLz4=",
    chains: [chain],
    get accounts() {
      return shown;
    },
    features: {
      "standard:connect": { version: "1.0.0", connect: async () => ({ accounts: shown }) },
      "standard:events": {
        version: "1.0.0",
        on: (_, listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      "solana:signTransaction": {
        version: "1.0.0",
        supportedTransactionVersions: [0],
        signTransaction: async ({ account, transaction }) => {
          const text = page.btoa(String.fromCharCode(...transaction));
          const signed = await page.signWithTest(account.address, text);
          return [
            { signedTransaction: Uint8Array.from(page.atob(signed), (char) => char.charCodeAt(0)) },
          ];
        },
      },
    },
  };
  page.chooseAccount = (nth) => {
    shown = accounts.slice(nth, nth + 1);
    for (const listener of listeners) listener({ accounts: shown });
  };
  const announce = ({ register }) => register(wallet);
  page.dispatchEvent(new page.CustomEvent("wallet-standard:register-wallet", { detail: announce }));
  page.addEventListener("wallet-standard:app-ready", ({ detail }) => announce(detail));
})();
