import { useCallback, useId, useRef, useState } from "react";
import { ErrorNote } from "../parts/error-note";
import { shortAddress } from "../format/address";
import { useWallets } from "./wallets";

/** Connects a wallet, and chooses which of its accounts the page acts for. */
export function WalletMenu() {
  const { available, accounts, account, connect, use, disconnect } = useWallets();
  const [error, setError] = useState<unknown>(null);
  const id = useId();
  // the menu that was used is gone with the button that opened it: the next one has the focus
  const used = useRef(false);
  const opener = useCallback((button: HTMLButtonElement | null) => {
    if (button === null || !used.current) return;
    used.current = false;
    button.focus();
  }, []);
  if (account === null) {
    return (
      <div className="wallet-menu" key="none">
        <button ref={opener} type="button" className="primary" popoverTarget={id}>
          Connect a wallet
        </button>
        <div id={id} popover="auto" className="menu" role="dialog" aria-label="Wallets">
          {available.length === 0 && (
            <p>No Solana wallet was found in this browser. Install one, and load the page again.</p>
          )}
          {available.map((wallet) => (
            <button
              key={wallet.name}
              type="button"
              className="menu-item"
              onClick={() => {
                used.current = true;
                void connect(wallet).then(() => setError(null), setError);
              }}
            >
              <img src={wallet.icon} alt="" width="20" height="20" />
              {wallet.name}
            </button>
          ))}
          {error !== null && <ErrorNote error={error} />}
        </div>
      </div>
    );
  }
  const address = account.publicKey.toBase58();
  return (
    <div className="wallet-menu" key="one">
      <button ref={opener} type="button" popoverTarget={id} title={address}>
        {account.label === address ? shortAddress(address) : account.label}
      </button>
      <div id={id} popover="auto" className="menu" role="dialog" aria-label="Wallet">
        {accounts.map((one) => (
          <button
            key={one.publicKey.toBase58()}
            type="button"
            className="menu-item"
            aria-pressed={one === account}
            onClick={() => use(one)}
          >
            {one.label} <code>{shortAddress(one.publicKey.toBase58())}</code>
          </button>
        ))}
        <button
          type="button"
          className="menu-item"
          onClick={() => {
            used.current = true;
            void disconnect();
          }}
        >
          Disconnect
        </button>
      </div>
    </div>
  );
}
