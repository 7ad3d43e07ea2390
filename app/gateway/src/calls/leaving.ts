import type { ServerResponse } from "node:http";

/** Whether a client is still there. */
export interface Leaving {
  /** Aborted when the client leaves, where the upstream is to stop then. */
  readonly signal: AbortSignal;
  readonly gone: boolean;
  /** Ends the watch. */
  done(): void;
}

/** Watches whether a client leaves before it is answered. */
export function leaving(response: ServerResponse, onDisconnect: "cancel" | "drain"): Leaving {
  const stopping = new AbortController();
  const state = { gone: false };
  const onClose = () => {
    if (response.writableFinished) return;
    state.gone = true;
    if (onDisconnect === "cancel") stopping.abort();
  };
  response.on("close", onClose);
  if (response.destroyed) onClose();
  return {
    signal: stopping.signal,
    get gone() {
      return state.gone;
    },
    done: () => void response.off("close", onClose),
  };
}
