/** The name of what a plan refuses by. Fails where it does not. */
export async function refusal(plan: Promise<unknown>): Promise<string> {
  const thrown: unknown = await plan.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Error) return thrown.name;
  throw new Error("expected a refusal");
}
