import type { Standing } from "@diem/client";
import { CREDITS, DIEM, type vouchers } from "@diem/sdk";
import { costCeil, type ModelPrice, payFor } from "@diem/wire";
import { shownAmount } from "../../../format/amounts";
import { Amount } from "../../../parts/amount";
import { Figure, Figures } from "../../../parts/figure";
import type { Message } from "./use-chat";

const BYTES_PER_TOKEN = 4;

/** What an answer has cost so far by this page's own count: a token for each piece, and one for four bytes of the question. */
function costSoFar(
  { standing, price }: { readonly standing: Standing; readonly price: ModelPrice },
  { asked, pieces }: Message,
): vouchers.Figures {
  const input = Math.ceil(asked / BYTES_PER_TOKEN);
  const credits = costCeil(price, { input, cachedInput: 0, output: pieces, images: 0 });
  return payFor({ credits, quota: standing.held.quota, price: standing.price });
}

/** Where the vouchers of the channel stand, as an answer streams. */
export function Meter({
  standing,
  price,
  message,
}: {
  readonly standing: Standing;
  readonly price: ModelPrice | undefined;
  readonly message: Message | undefined;
}) {
  const { signed, held, available } = standing;
  const open = message?.state === "streaming" && price !== undefined;
  const cost = open
    ? costSoFar({ standing, price }, message)
    : (message?.receipt?.cost ?? message?.charged ?? { diem: 0n, quota: 0n });
  return (
    <Figures>
      <Figure
        name="Voucher ceiling"
        explain="The newest voucher that this browser has signed for the channel. The provider can never claim more than its amount."
        more={quota(signed)}
      >
        <Amount value={signed.diem} token={DIEM} decimals={DIEM.decimals} />
      </Figure>
      <Figure
        name="Held"
        explain="What the open call may cost at most. It comes free when the call ends."
        more={quota(held)}
      >
        <Amount value={held.diem} token={DIEM} decimals={DIEM.decimals} />
      </Figure>
      <Figure
        name={open ? "Cost so far" : "Cost of the last call"}
        explain="While it streams, this page's own count: a token for each piece of the answer, and one for four bytes of the question. Then the receipt. Quota pays first, DIEM the rest."
        more={quota(cost)}
      >
        <Amount value={cost.diem} token={DIEM} decimals={DIEM.decimals} />
      </Figure>
      <Figure
        name="Left"
        explain="The amount that vouchers for further calls can cover: the deposit without what is used and held. Quota is of this epoch, and pays first."
        more={quota(available)}
      >
        <Amount value={available.diem} token={DIEM} decimals={DIEM.decimals} />
      </Figure>
    </Figures>
  );
}

function quota({ quota: amount }: vouchers.Figures): string {
  return `${shownAmount(amount, CREDITS)} credits of quota`;
}
