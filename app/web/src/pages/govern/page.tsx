import { useStanding } from "../../data/market";
import { Query } from "../../parts/query";
import { Funding } from "./funding";
import { Metadata } from "./metadata";
import { Parameters } from "./parameters";
import { Pauses } from "./pauses";
import { Roles } from "./roles";
import { Slashes } from "./slashes";

/** Who governs the market, what they changed, and what they may change. */
export default function GovernPage() {
  const standing = useStanding();
  return (
    <>
      <h1>Govern</h1>
      <p>
        The rules of this market, who may change them, and when a change takes effect. No key can
        stop an exit, or take more from others than the limits in the program's code allow.
      </p>
      <Query query={standing} what="the market">
        {({ market }) => (
          <>
            <Roles market={market} />
            <Pauses market={market} />
            <Parameters market={market} />
            <Slashes market={market} />
            <Funding market={market} />
            <Metadata market={market} />
          </>
        )}
      </Query>
    </>
  );
}
