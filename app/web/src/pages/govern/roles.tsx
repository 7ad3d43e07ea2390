import { PublicKey } from "@solana/web3.js";
import type { MarketAccount } from "@diem/sdk";
import { useState } from "react";
import { ActButton } from "../../parts/act-button";
import { Address } from "../../parts/address";
import { DataTable } from "../../parts/data-table";
import { useWallets } from "../../wallets/wallets";
import { useWhyNot } from "./may";
import { AcceptAuthority, ChangeRoles, ProposeAuthority } from "./roles-dialogs";

/** Each role, and what it may do at most. */
const ROLES = [
  ["authority", "announces parameters, names the other roles, unpauses, and names its successor"],
  ["guardian", "pauses what comes into the market; it can stop no exit and undo nothing"],
  ["arbiter", "takes a part of a provider's bond for the treasury, within the cap of an epoch"],
  ["treasury", "receives its share of revenue, and what is slashed"],
] as const;

type Open = "roles" | "propose" | "withdraw" | "accept";

/** Who holds which role, and who is proposed. */
export function Roles({ market }: { readonly market: MarketAccount }) {
  const { roles, pendingAuthority } = market;
  const { account } = useWallets();
  const whyNot = useWhyNot();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const notAuthority = whyNot("authority", roles.authority);
  return (
    <section aria-labelledby="roles">
      <h2 id="roles">Roles</h2>
      <DataTable
        caption="Roles of the market"
        columns={[
          { name: "Role", cell: ([role]) => role },
          {
            name: "Held by",
            cell: ([role]) => (
              <>
                <Address of={roles[role]} />
                {account?.publicKey.equals(roles[role]) === true && <strong> you</strong>}
              </>
            ),
          },
          { name: "May", cell: ([, may]) => <span className="wrap">{may}</span> },
        ]}
        rows={ROLES}
        keyOf={([role]) => role}
        empty="This market has no roles."
      />
      {pendingAuthority !== null && (
        <p className="note" role="status">
          Proposed as the next authority: <Address of={pendingAuthority} />. Nothing changes until
          it accepts.
        </p>
      )}
      <div className="row acts">
        <ActButton why={notAuthority} onClick={() => setOpen("roles")}>
          Name guardian, arbiter or treasury
        </ActButton>
        <ActButton why={notAuthority} onClick={() => setOpen("propose")}>
          Propose another authority
        </ActButton>
        {pendingAuthority !== null && (
          <>
            <ActButton why={notAuthority} onClick={() => setOpen("withdraw")}>
              Cancel the proposal
            </ActButton>
            <ActButton
              why={whyNot("proposed key", pendingAuthority)}
              onClick={() => setOpen("accept")}
            >
              Accept the authority
            </ActButton>
          </>
        )}
      </div>
      {open === "roles" && <ChangeRoles roles={roles} onClose={close} />}
      {open === "propose" && <ProposeAuthority authority={roles.authority} onClose={close} />}
      {open === "withdraw" && (
        <ProposeAuthority
          authority={roles.authority}
          proposed={PublicKey.default}
          onClose={close}
        />
      )}
      {open === "accept" && <AcceptAuthority before={roles.authority} onClose={close} />}
    </section>
  );
}
