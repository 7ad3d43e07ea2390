import { DIEM, vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { useStanding } from "../../data/market";
import { useMe } from "../../data/me";
import { exactAmount } from "../../format/amounts";
import { ActButton } from "../../parts/act-button";
import { Amount } from "../../parts/amount";
import { AmountField, NOTHING } from "../../parts/amount-field";
import { Figure, Figures } from "../../parts/figure";
import { Query } from "../../parts/query";
import { useWallets } from "../../wallets/wallets";

/** What the connected wallet has, and what it can do. */
export default function YouPage() {
  const { account } = useWallets();
  const me = useMe();
  const standing = useStanding();
  const [staking, setStaking] = useState(false);
  if (account === null) {
    return (
      <>
        <h1>You</h1>
        <p>Connect a wallet to see what it has in this market, and to act.</p>
      </>
    );
  }
  return (
    <>
      <h1>You</h1>
      <Query query={standing} what="the market">
        {({ market }) => (
          <Query query={me} what="your accounts">
            {({ balances }) => (
              <>
                <Figures>
                  <Figure
                    name="VVV in the wallet"
                    explain="VVV of your token account: it can be staked."
                  >
                    <Amount value={balances.vvv} token={vvvOf(market)} />
                  </Figure>
                  <Figure name="DIEM in the wallet" explain="DIEM of your token account.">
                    <Amount value={balances.diem} token={DIEM} />
                  </Figure>
                </Figures>
                <ActButton
                  primary
                  why={balances.vvv === 0n ? "You have no VVV in this wallet." : null}
                  onClick={() => setStaking(true)}
                >
                  Stake
                </ActButton>
                {staking && (
                  <Stake
                    held={balances.vvv}
                    token={vvvOf(market)}
                    onClose={() => setStaking(false)}
                  />
                )}
              </>
            )}
          </Query>
        )}
      </Query>
    </>
  );
}

function Stake({
  held,
  token,
  onClose,
}: {
  readonly held: bigint;
  readonly token: ReturnType<typeof vvvOf>;
  readonly onClose: () => void;
}) {
  const [value, setValue] = useState(NOTHING);
  const { amount } = value;
  return (
    <ActionDialog
      action={{
        title: "Stake",
        input: [amount],
        plan: amount === null ? null : (client) => client.plan.stake({ amount }),
        rows: () => [["Staked", <Amount key="amount" value={amount ?? 0n} token={token} />]],
      }}
      form={
        <AmountField
          label="Amount"
          token={token}
          value={value}
          onChange={setValue}
          most={exactAmount(held, token)}
        />
      }
      onClose={onClose}
    />
  );
}
