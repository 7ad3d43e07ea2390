import type { PublicKey } from "@solana/web3.js";
import type { Generator } from "../generator";
import { personOf, type Person, type World } from "../world";
import type { Call, Maker } from "./call";

/** The key that decides, and now and then somebody else. */
function chooseAuthority(world: World, generator: Generator): Person {
  const { authority } = world.state.market.roles;
  return generator.mostly(personOf(world, authority), world.people, 6);
}

export const always = () => true;

/** A call of the authority, where it is sensible and now and then where it is not. */
export function byAuthority(
  name: string,
  sensible: (world: World) => boolean,
  make: (
    world: World,
    generator: Generator,
    by: { readonly authority: PublicKey },
  ) => Pick<Call, "instructions" | "predict" | "detail">,
): Maker {
  return (world, generator) => {
    if (!sensible(world) && !generator.chance(15)) return undefined;
    const person = chooseAuthority(world, generator);
    const call = make(world, generator, { authority: person.key });
    return { name, ...call, detail: { by: person.name, ...call.detail }, signers: [person] };
  };
}
