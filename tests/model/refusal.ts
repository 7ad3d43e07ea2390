/** The model's prediction that a call fails, with the name of the error that the chain must answer with. */
export class Refusal extends Error {
  constructor(readonly error: string) {
    super(error);
  }
}

export function refuse(error: string): never {
  throw new Refusal(error);
}

/** Refuses unless the law holds. */
export function demand(law: boolean, error: string): asserts law {
  if (!law) refuse(error);
}

/** What must be there; the model never asks for anything else. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the model knows no ${what}`);
  return value;
}

/** The error with which `act` is refused, `null` where it is not. */
export function refusalOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.error;
    throw error;
  }
}
