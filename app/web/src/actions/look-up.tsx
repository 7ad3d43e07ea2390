import { useQuery } from "@tanstack/react-query";
import { transactions } from "@diem/sdk";
import { useEffect } from "react";
import { useNetwork } from "../network/network";
import { Transaction } from "../parts/transaction";

/** The outcome of a transaction, once it is final. */
export type Known = Exclude<transactions.Outcome, { readonly kind: "pending" }>;

const EVERY_MS = 5_000;

/**
 * A transaction with an unknown outcome. Looks it up every few seconds and on request, and shows the result. It never
 * signs or sends anything.
 */
export function LookUp({
  sent,
  title,
  onKnown,
}: {
  readonly sent: transactions.SentTransaction;
  readonly title: string;
  readonly onKnown: (outcome: Known) => void;
}) {
  const { connection } = useNetwork().client;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["outcome", sent.signature],
    queryFn: () => transactions.outcome(connection, sent),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  useEffect(() => {
    if (data !== undefined && data.kind !== "pending") onKnown(data);
    // what is known for good is told once
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data]);
  return (
    <div className="note warn" role="status">
      <p>
        <strong>{title}: sent, and its outcome is not known yet.</strong>
      </p>
      <p>
        Do not sign it again before it is known: it may be on the chain already. It is looked up
        every few seconds.
      </p>
      {error !== null && <p>The node did not answer the last look-up: {error.message}</p>}
      <div className="row">
        <button type="button" disabled={isFetching} onClick={() => void refetch()}>
          Look it up now
        </button>
        <Transaction signature={sent.signature} />
      </div>
    </div>
  );
}
