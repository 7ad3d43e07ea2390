import { PublicKey } from "@solana/web3.js";
import type { MarketAccount } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { AddressField, type EnteredAddress, enteredAddress } from "../../parts/address-field";
import { useWallets } from "../../wallets/wallets";

type RolesOf = MarketAccount["roles"];

const NAMED = ["guardian", "arbiter", "treasury"] as const;

/** Names guardian, arbiter and treasury, at once. */
export function ChangeRoles({
  roles,
  onClose,
}: {
  readonly roles: RolesOf;
  readonly onClose: () => void;
}) {
  const [fields, setFields] = useState<Record<string, EnteredAddress>>(() =>
    Object.fromEntries(NAMED.map((role) => [role, enteredAddress(roles[role].toBase58())])),
  );
  const changed = NAMED.flatMap((role) => {
    const address = fields[role]?.address ?? null;
    return address === null || address.equals(roles[role]) ? [] : [[role, address] as const];
  });
  const complete = NAMED.every((role) => fields[role]?.address != null);
  return (
    <ActionDialog
      action={{
        title: "Name guardian, arbiter or treasury",
        input: changed.flatMap(([role, address]) => [role, address.toBase58()]),
        plan:
          complete && changed.length > 0
            ? (client) => client.plan.setRoles(Object.fromEntries(changed))
            : null,
        rows: ([quote]) =>
          quote === undefined
            ? []
            : changed.map(([role]) => [
                `New ${role}`,
                <code key={role}>{quote.after[role].toBase58()}</code>,
              ]),
        warning: "A role changes at once. Check that each key can sign.",
      }}
      form={
        <div className="stack">
          {NAMED.map((role) => (
            <AddressField
              key={role}
              label={`Address of the ${role}`}
              value={fields[role] ?? enteredAddress("")}
              onChange={(value) => setFields((now) => ({ ...now, [role]: value }))}
            />
          ))}
        </div>
      }
      onClose={onClose}
    />
  );
}

/** Proposes another authority, or takes a proposal back. */
export function ProposeAuthority({
  authority,
  proposed,
  onClose,
}: {
  readonly authority: PublicKey;
  /** The key to propose. Default: the user is asked. `PublicKey.default` cancels a proposal. */
  readonly proposed?: PublicKey;
  readonly onClose: () => void;
}) {
  const [field, setField] = useState(enteredAddress(""));
  const newAuthority = proposed ?? field.address;
  const taken = proposed?.equals(PublicKey.default) === true;
  return (
    <ActionDialog
      action={{
        title: taken ? "Cancel the proposal" : "Propose another authority",
        input: [newAuthority?.toBase58() ?? null],
        plan:
          newAuthority === null ? null : (client) => client.plan.proposeAuthority({ newAuthority }),
        rows: () => [
          ["Authority", <code key="now">{authority.toBase58()}</code>],
          ["Proposed", taken ? "nobody" : <code key="then">{newAuthority?.toBase58() ?? ""}</code>],
        ],
        ...(taken
          ? {}
          : {
              warning: "Nothing changes until that key accepts. Until then you can take it back.",
            }),
      }}
      form={
        proposed === undefined ? (
          <AddressField
            label="Address of the next authority"
            value={field}
            onChange={setField}
            hint="This key must sign to accept."
          />
        ) : undefined
      }
      onClose={onClose}
    />
  );
}

/** Makes the connected account the authority. */
export function AcceptAuthority({
  before,
  onClose,
}: {
  readonly before: PublicKey;
  readonly onClose: () => void;
}) {
  const { account } = useWallets();
  return (
    <ActionDialog
      action={{
        title: "Accept the authority",
        input: [],
        plan: (client) => client.plan.acceptAuthority(),
        rows: () => [
          ["Authority now", <code key="now">{before.toBase58()}</code>],
          ["Authority then", <code key="then">{account?.publicKey.toBase58() ?? ""}</code>],
        ],
        warning: "The key that held this role loses it at once.",
      }}
      onClose={onClose}
    />
  );
}
