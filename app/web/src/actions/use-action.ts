import { useQuery } from "@tanstack/react-query";
import { type DiemClient, errors, events as chainEvents, type transactions } from "@diem/sdk";
import { useEffect, useRef, useState } from "react";
import { useRefreshChain } from "../data/market";
import { useNetwork } from "../network/network";
import { useWalletClient } from "../wallets/use-client";
import { useWallets } from "../wallets/wallets";
import { alone } from "./alone";
import type { Action } from "./action";
import type { Known } from "./look-up";
import { type Confirmed, type Preview, previewOf } from "./preview";
import { useSent } from "./sent";

/** The stage of an action. */
export type Stage =
  /** With what has to be said of it, such as that the market moved. */
  | { readonly name: "preview"; readonly notice?: string }
  /** Another tab of this browser acts for the same account. */
  | { readonly name: "waiting" }
  | { readonly name: "signing" }
  | { readonly name: "sent"; readonly sent: transactions.SentTransaction }
  | { readonly name: "unknown"; readonly sent: transactions.SentTransaction }
  | { readonly name: "confirmed" }
  | { readonly name: "failed"; readonly error: unknown };

/** The refusals of a market that moved beyond the bound that the user saw. */
const PAST_BOUND = ["CostAboveMaximum", "UnlockBelowMinimum", "PriceAboveMaximum"] as const;
/** Milliseconds to wait for more input before the simulation. */
const PAUSE_MS = 200;
const REFRESH_MS = 10_000;
/** A preview that is older is made anew before anything is signed, such as in a tab that was in the background. */
const OLD_MS = 2 * REFRESH_MS;

const NOTICES = {
  moved:
    "The market moved past the bound that you were shown. Nothing was sent; this is what it would do now.",
  changed:
    "The market changed after the preview was made. Nothing was signed; this is what it would do now.",
  old: "The preview was old and was updated. Check it again before you sign.",
  waited: "Another tab acted with this account meanwhile. Look at the preview again.",
} as const;

/** Refusals of the node before anything is signed, which mean that the preview is out of date. */
class Changed extends Error {
  override readonly name = "Changed";
}

/** Ends what waits for a wallet, or for the outcome of what was sent. */
class Stopped extends Error {
  override readonly name = "Stopped";
}

function isPastBound(error: unknown): boolean {
  return PAST_BOUND.some((name) => errors.isDiemError(error, name));
}

function isRefused(error: unknown): boolean {
  return errors.isDiemError(error) && error.source === "simulation";
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Stopped());
    });
  });
}

/** An action under way: its preview, its stage, and what the user can do next. Each of its transactions is signed once. */
export function useAction<Quote>(
  action: Action<Quote>,
  onConfirmed?: (all: readonly Confirmed[]) => void,
) {
  const { title, plan } = action;
  const client = useWalletClient();
  const { account } = useWallets();
  const { client: reader, program } = useNetwork();
  const refresh = useRefreshChain();
  const { keep, leave, forget } = useSent();
  const [stage, setStage] = useState<Stage>({ name: "preview" });
  const [done, setDone] = useState<readonly Confirmed[]>([]);
  /** Whether the preview is made anew because the last one does not count any more. */
  const [renewing, setRenewing] = useState(false);
  /** Of the sending that runs; null while none does. */
  const running = useRef<AbortController | null>(null);
  /** Whether a transaction is sent and its outcome is awaited. */
  const awaiting = useRef(false);
  const unmounted = useRef(false);

  const ready = plan !== null && client !== null && stage.name === "preview";
  const preview = useQuery({
    queryKey: ["preview", title, account?.publicKey.toBase58(), ...action.input.map(String)],
    queryFn: async ({ signal }): Promise<Preview<Quote> | null> => {
      await pause(signal);
      return plan === null || client === null ? null : previewOf(client, plan);
    },
    enabled: ready,
    retry: false,
    gcTime: 0,
    refetchInterval: REFRESH_MS,
  });

  useEffect(() => {
    unmounted.current = false;
    return () => {
      unmounted.current = true;
      // an answer of the wallet after its dialog was closed is ignored
      if (!awaiting.current) running.current?.abort(new Stopped());
    };
  }, []);

  const renew = async () => {
    setRenewing(true);
    await preview.refetch();
    setRenewing(false);
  };
  const askAgain = async (notice: keyof typeof NOTICES) => {
    setStage({ name: "preview", notice: NOTICES[notice] });
    await renew();
  };

  const landed = async (signature: string): Promise<Confirmed> => {
    forget(signature);
    const events = await chainEvents.fetch(reader.connection, signature, program).catch(() => []);
    return { signature, events };
  };

  /** Has one transaction signed, sends it and waits for it. */
  const sendOne = async (
    from: DiemClient,
    one: Preview<Quote>["made"][number],
    { signal }: AbortController,
  ): Promise<Confirmed> => {
    setStage({ name: "signing" });
    let signature: string | null = null;
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => signature ?? reject(new Stopped()));
    });
    const sending = from.send(one, {
      signal,
      onSigned: (sent) => {
        if (signal.aborted) return;
        signature = sent.signature;
        awaiting.current = true;
        keep({ ...sent, title, owner: from.context.owner.toBase58() });
        setStage({ name: "sent", sent });
      },
    });
    try {
      return await landed(await Promise.race([sending, stopped]));
    } catch (error) {
      if (signature !== null && !errors.isDiemError(error, "TransactionOutcomeUnknown")) {
        forget(signature);
      }
      throw error;
    } finally {
      awaiting.current = false;
      if (unmounted.current && signature !== null) leave(signature);
    }
  };

  const run = async (from: DiemClient, made: Preview<Quote>["made"], control: AbortController) => {
    const all: Confirmed[] = [];
    for (const one of made) {
      if (control.signal.aborted || unmounted.current) throw new Stopped();
      // a transaction that the node refuses now needs no signature
      await from.simulate(one).catch((error: unknown) => {
        if (all.length > 0 || isPastBound(error) || !isRefused(error)) throw error;
        throw new Changed();
      });
      all.push(await sendOne(from, one, control));
      setDone([...all]);
    }
    setStage({ name: "confirmed" });
    onConfirmed?.(all);
  };

  const sign = async () => {
    const { data, dataUpdatedAt } = preview;
    if (running.current !== null || client === null || data == null) return;
    const control = new AbortController();
    running.current = control;
    setDone([]);
    const onWait = () => setStage({ name: "waiting" });
    try {
      if (Date.now() - dataUpdatedAt > OLD_MS) return await askAgain("old");
      const name = `diem:${client.context.owner.toBase58()}`;
      await alone(name, { onWait, signal: control.signal }, async (waited) => {
        if (waited) await askAgain("waited");
        else await run(client, data.made, control);
      });
    } catch (error) {
      if (isPastBound(error)) await askAgain("moved");
      else if (error instanceof Changed) await askAgain("changed");
      else if (errors.isDiemError(error, "TransactionOutcomeUnknown")) {
        setStage({ name: "unknown", sent: error.context });
      } else if (control.signal.aborted) setStage({ name: "preview" });
      else setStage({ name: "failed", error });
    } finally {
      running.current = null;
      void refresh();
    }
  };

  return {
    ...{ account, client, preview, renewing, stage, done },
    sign,
    /**
     * Stops waiting: for a wallet, whose later answer is ignored, or for the outcome of a sent transaction, which is
     * then unknown.
     */
    stop: () => running.current?.abort(new Stopped()),
    /** Goes back to a new preview. */
    again: () => {
      setStage({ name: "preview" });
      void renew();
    },
    /** Takes the outcome of a transaction that was unknown before. */
    known: async ({ signature }: transactions.SentTransaction, outcome: Known) => {
      void refresh();
      if (outcome.kind === "landed") {
        const last = await landed(signature);
        setDone((before) => [...before, last]);
        setStage({ name: "confirmed" });
        onConfirmed?.([...done, last]);
        return;
      }
      forget(signature);
      setStage({ name: "failed", error: new Error(OUTCOMES[outcome.kind]) });
    },
    /** Leaves the sent transaction to the notes of the page. */
    leave: () => {
      if (stage.name === "sent" || stage.name === "unknown") leave(stage.sent.signature);
    },
  };
}

const OUTCOMES = {
  failed: "The chain refused the transaction: nothing changed, but its fee was paid.",
  expired: "The transaction expired before it reached a block: nothing happened.",
} as const;
