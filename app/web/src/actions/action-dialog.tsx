import { useQuery } from "@tanstack/react-query";
import { events as chainEvents, errors, type LocatedEvent } from "@diem/sdk";
import { type ReactNode, useState } from "react";
import { useRefreshChain } from "../data/market";
import { sol } from "../format/amounts";
import { useNetwork } from "../network/network";
import { Dialog } from "../parts/dialog";
import { ErrorNote } from "../parts/error-note";
import { Loading } from "../parts/loading";
import { Transaction } from "../parts/transaction";
import { useWalletClient } from "../wallets/use-client";
import { useWallets } from "../wallets/wallets";
import { type Confirmed, type Planner, previewOf } from "./preview";

/** A row of a preview: what changes, and how. */
export type Row = readonly [name: string, value: ReactNode];

/** An action as a user takes it: what it is made from, and what it says it does. */
export interface Action<Quote> {
  readonly title: string;
  /** What distinguishes its input: a change makes a new preview. */
  readonly input: readonly (string | bigint | number | null)[];
  /** Null while the input is incomplete. */
  readonly plan: Planner<Quote> | null;
  /** What would change, by the program's own maths. */
  readonly rows: (quotes: readonly Quote[]) => readonly Row[];
  /** What an irreversible or costly action needs to have read. */
  readonly warning?: ReactNode;
  /** What the user has not confirmed yet, though the preview stands; nothing is signed before. */
  readonly unconfirmed?: boolean;
}

type Stage =
  | { readonly name: "preview" }
  | { readonly name: "signing" }
  | { readonly name: "sent"; readonly signature: string }
  | { readonly name: "confirmed"; readonly all: readonly Confirmed[] }
  | { readonly name: "failed"; readonly error: unknown };

/** Preview, wallet, confirmation: how every action of the page goes. Nothing is signed before the user has seen what it does. */
export function ActionDialog<Quote>({
  action,
  form,
  onClose,
  onConfirmed,
}: {
  readonly action: Action<Quote>;
  /** Fields of the action, if it has any. */
  readonly form?: ReactNode;
  readonly onClose: () => void;
  readonly onConfirmed?: (all: readonly Confirmed[]) => void;
}) {
  const client = useWalletClient();
  const { account } = useWallets();
  const { connection } = useNetwork().client;
  const refresh = useRefreshChain();
  const [stage, setStage] = useState<Stage>({ name: "preview" });
  const { plan } = action;
  const ready = plan !== null && client !== null && stage.name === "preview";
  const preview = useQuery({
    queryKey: ["preview", action.title, account?.publicKey.toBase58(), ...action.input.map(String)],
    queryFn: () => (ready ? previewOf(client, plan) : null),
    enabled: ready,
    retry: false,
    gcTime: 0,
    refetchInterval: 10_000,
  });

  const send = async () => {
    if (client === null || preview.data == null) return;
    const all: Confirmed[] = [];
    setStage({ name: "signing" });
    try {
      for (const one of preview.data.made) {
        const signature = await client.send(one, {
          onSigned: ({ signature: signed }) => setStage({ name: "sent", signature: signed }),
        });
        const found = await chainEvents
          .fetch(connection, signature, {})
          .catch((): LocatedEvent[] => []);
        all.push({ signature, events: found });
      }
      setStage({ name: "confirmed", all });
      onConfirmed?.(all);
    } catch (error) {
      setStage({ name: "failed", error });
    } finally {
      void refresh();
    }
  };

  return (
    <Dialog title={action.title} onClose={onClose}>
      {stage.name === "preview" && (
        <>
          {form}
          {plan !== null && preview.error !== null && <ErrorNote error={preview.error} />}
          {plan !== null && preview.isPending && <Loading what="what this would do" />}
          {plan !== null && preview.data != null && preview.error === null && (
            <>
              <Rows rows={action.rows(preview.data.made.map(({ quote }) => quote))} />
              <Rows rows={costRows(preview.data.lamports, preview.data.made.length)} />
              {action.warning !== undefined && <div className="note warn">{action.warning}</div>}
            </>
          )}
          <footer className="row">
            <button
              type="button"
              className="primary"
              disabled={
                plan === null ||
                preview.data == null ||
                preview.error !== null ||
                action.unconfirmed === true
              }
              onClick={() => void send()}
            >
              Sign with {account?.wallet.name ?? "a wallet"}
            </button>
            <button type="button" onClick={onClose}>
              Cancel
            </button>
          </footer>
        </>
      )}
      {stage.name === "signing" && (
        <p role="status">Waiting for the wallet. It shows the same transaction: compare it.</p>
      )}
      {stage.name === "sent" && (
        <div role="status">
          <p>Sent. Waiting for the confirmation…</p>
          <Transaction signature={stage.signature} />
        </div>
      )}
      {stage.name === "confirmed" && (
        <div role="status" data-stage="confirmed">
          <p className="good">Confirmed.</p>
          {stage.all.map(({ signature, events }) => (
            <div key={signature}>
              <Transaction signature={signature} />
              <p className="quiet">{events.map(({ name }) => name).join(", ")}</p>
            </div>
          ))}
          <footer className="row">
            <button type="button" className="primary" onClick={onClose}>
              Done
            </button>
          </footer>
        </div>
      )}
      {stage.name === "failed" && (
        <>
          <ErrorNote error={stage.error} onRetry={() => setStage({ name: "preview" })} />
          {errors.isDiemError(stage.error) && stage.error.signature !== undefined && (
            <Transaction signature={stage.error.signature} />
          )}
        </>
      )}
    </Dialog>
  );
}

function costRows(lamports: bigint | null, transactions: number): readonly Row[] {
  const cost: Row = [
    "Fee and rent",
    lamports === null
      ? "not known: the node does not say"
      : lamports < 0n
        ? `${sol(-lamports)} SOL come back`
        : `${sol(lamports)} SOL`,
  ];
  return transactions === 1
    ? [cost]
    : [cost, ["Transactions", `${transactions}, one after the other`]];
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl className="rows">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
