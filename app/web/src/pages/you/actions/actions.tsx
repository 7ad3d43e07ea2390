import { Burn } from "./burn";
import { Claim, Compound } from "./claim";
import { ClosePosition } from "./close";
import { Mint } from "./mint";
import type { ActionProps, Opened } from "./props";
import { Stake } from "./stake";
import { CancelTicket, WithdrawAll, WithdrawTicket } from "./ticket";
import { Unstake } from "./unstake";

/** The dialog of an action. */
export function ActionOf({ opened, ...props }: ActionProps & { readonly opened: Opened }) {
  switch (opened.kind) {
    case "stake":
      return <Stake {...props} />;
    case "unstake":
      return <Unstake {...props} />;
    case "mint":
      return <Mint {...props} />;
    case "burn":
      return <Burn {...props} />;
    case "claim":
      return <Claim {...props} />;
    case "compound":
      return <Compound {...props} />;
    case "cancel":
      return <CancelTicket {...props} ticketId={opened.ticketId} />;
    case "withdraw":
      return <WithdrawTicket {...props} ticketId={opened.ticketId} />;
    case "withdrawAll":
      return <WithdrawAll {...props} />;
    case "close":
      return <ClosePosition {...props} />;
  }
}
