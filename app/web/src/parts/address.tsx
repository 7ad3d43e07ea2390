import { useState } from "react";
import { shortAddress } from "../format/address";

/** An address, short; it copies the whole. */
export function Address({ of }: { readonly of: { toBase58(): string } | string }) {
  const address = typeof of === "string" ? of : of.toBase58();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" className="address" title={address} onClick={() => void copy()}>
      <code>{shortAddress(address)}</code>
      <span className="hidden"> {copied ? "copied" : "copy the address"}</span>
      {copied && <span aria-hidden="true"> copied</span>}
    </button>
  );
}
