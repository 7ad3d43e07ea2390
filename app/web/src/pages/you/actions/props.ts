import type { Holder } from "../holdings";

/** An action whose dialog is open. */
export type Opened =
  | { readonly kind: "stake" | "unstake" | "mint" | "burn" | "claim" | "compound" }
  | { readonly kind: "withdrawAll" | "close" }
  | { readonly kind: "cancel" | "withdraw"; readonly ticketId: bigint };

/** Opens the dialog of an action. */
export type Open = (action: Opened) => void;

/** What every action's dialog takes. */
export interface ActionProps {
  readonly holder: Holder;
  readonly onClose: () => void;
}
