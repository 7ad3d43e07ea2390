import { errors } from "@diem/sdk";

/** An error: what is wrong, what to do, and the program's logs. */
export function ErrorNote({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const name = error instanceof Error ? error.name : "Error";
  const message = error instanceof Error ? error.message : String(error);
  const known = errors.isDiemError(error) ? error : null;
  const next = nextOf(error);
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{known?.reason ?? message}</strong>
      </p>
      {next !== null && <p>{next}</p>}
      <p className="quiet">{name}</p>
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** What an error of this project says that can be done. */
function nextOf(error: unknown): string | null {
  const next = error instanceof Error && "next" in error ? error.next : null;
  return typeof next === "string" ? next : null;
}
