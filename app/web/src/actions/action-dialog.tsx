import { errors } from "@diem/sdk";
import { type ReactNode, useEffect, useRef } from "react";
import { ActButton } from "../parts/act-button";
import { Dialog } from "../parts/dialog";
import { ErrorNote } from "../parts/error-note";
import { Loading } from "../parts/loading";
import { Transaction } from "../parts/transaction";
import type { Action } from "./action";
import { useEventText } from "./event-text";
import { LookUp } from "./look-up";
import type { Confirmed } from "./preview";
import { costRows, Rows } from "./rows";
import { useAction } from "./use-action";

export type { Action, Row } from "./action";

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
  const way = useAction(action, onConfirmed);
  const { account, stage, done } = way;
  const body = useRef<HTMLDivElement>(null);
  const before = useRef(stage.name);
  // the focused element was removed with its stage
  useEffect(() => {
    if (before.current !== stage.name) body.current?.focus();
    before.current = stage.name;
  }, [stage.name]);
  const close = () => {
    way.leave();
    onClose();
  };
  return (
    <Dialog title={action.title} onClose={close}>
      <div ref={body} tabIndex={-1} className="stage" data-stage={stage.name}>
        {stage.name === "preview" && (
          <PreviewStage {...{ action, form, way, notice: stage.notice }} onClose={close} />
        )}
        {stage.name === "waiting" && (
          <Waiting onStop={way.stop} stop="Do not wait">
            Another tab of this browser acts with this account. This tab continues when the other is
            done.
          </Waiting>
        )}
        {stage.name === "signing" && (
          <Waiting onStop={way.stop} stop="Do not sign">
            Waiting for {account?.wallet.name ?? "the wallet"}. It shows the same transaction:
            compare it.
          </Waiting>
        )}
        {stage.name === "sent" && (
          <Waiting onStop={way.stop} stop="Stop waiting">
            Sent. Waiting for the confirmation… <Transaction signature={stage.sent.signature} />
          </Waiting>
        )}
        {stage.name === "unknown" && (
          <LookUp
            sent={stage.sent}
            title={action.title}
            onKnown={(outcome) => void way.known(stage.sent, outcome)}
          />
        )}
        {stage.name === "confirmed" && (
          <div role="status">
            <p className="good">Confirmed.</p>
            <Happened all={done} />
            <footer className="row">
              <button type="button" className="primary" onClick={close}>
                Done
              </button>
            </footer>
          </div>
        )}
        {stage.name === "failed" && (
          <>
            <ErrorNote error={stage.error} onRetry={way.again} />
            {errors.isDiemError(stage.error) && stage.error.signature !== undefined && (
              <Transaction signature={stage.error.signature} />
            )}
            {done.length > 0 && (
              <>
                <p>Confirmed before that:</p>
                <Happened all={done} />
              </>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function PreviewStage<Quote>({
  action,
  form,
  way: { account, client, preview, renewing, sign },
  notice,
  onClose,
}: {
  readonly action: Action<Quote>;
  readonly form: ReactNode;
  readonly way: ReturnType<typeof useAction<Quote>>;
  readonly notice: string | undefined;
  readonly onClose: () => void;
}) {
  const { plan, warning } = action;
  const { data } = preview;
  const making = renewing || preview.isPending;
  const error = making ? null : preview.error;
  const shown = plan !== null && error === null && !making ? (data ?? null) : null;
  return (
    <>
      {form}
      {notice !== undefined && (
        <p className="note warn" role="status" data-notice="">
          {notice}
        </p>
      )}
      <div className="preview">
        {plan !== null && error !== null && (
          <ErrorNote error={error} onRetry={() => void preview.refetch()} />
        )}
        {plan !== null && making && <Loading what="what this would do" />}
        {shown !== null && (
          <>
            <Rows rows={action.rows(shown.made.map(({ quote }) => quote))} />
            <Rows rows={[...costRows(shown), ["Acts for", account?.label ?? ""]]} />
            {warning !== undefined && <div className="note warn">{warning}</div>}
          </>
        )}
      </div>
      <footer className="row">
        <ActButton
          primary
          why={whyNot({ account, client, ...action, error, shown })}
          onClick={() => void sign()}
        >
          Sign with {account?.wallet.name ?? "a wallet"}
        </ActButton>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </footer>
    </>
  );
}

/** Why an action cannot be signed now; null where it can. */
function whyNot({
  account,
  client,
  plan,
  error,
  shown,
  unconfirmed = false,
}: Pick<Action<unknown>, "unconfirmed"> &
  Pick<ReturnType<typeof useAction>, "account" | "client"> & {
    readonly plan: unknown;
    readonly error: unknown;
    /** The preview, where there is one. */
    readonly shown: unknown;
  }): string | null {
  if (account === null) return "No wallet is connected.";
  if (account.elsewhere !== null) return account.elsewhere;
  if (client === null) return "The node has not answered yet.";
  if (plan === null) return "Fill in the fields above first.";
  if (error !== null) return "It would be refused, as said above.";
  if (shown === null) return "The preview is being made.";
  return unconfirmed ? "Confirm it above first." : null;
}

function Waiting({
  children,
  stop,
  onStop,
}: {
  readonly children: ReactNode;
  /** Name of the button that ends the waiting. */
  readonly stop: string;
  readonly onStop: () => void;
}) {
  return (
    <>
      <p role="status">{children}</p>
      <footer className="row">
        <button type="button" onClick={onStop}>
          {stop}
        </button>
      </footer>
    </>
  );
}

/** Transactions with what they did, in words. */
function Happened({ all }: { readonly all: readonly Confirmed[] }) {
  const textOf = useEventText();
  return all.map(({ signature, events }) => (
    <div key={signature}>
      {events.length === 0 && <p>The node has not reported the result yet.</p>}
      {events.map((event) => (
        <p
          key={`${event.instructionIndex} ${event.innerIndex ?? ""} ${event.name}`}
          title={event.name}
        >
          {textOf(event)}
        </p>
      ))}
      <Transaction signature={signature} />
    </div>
  ));
}
