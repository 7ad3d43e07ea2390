import { errors } from "@diem/sdk";

/** An error: what is wrong, what to do, and what program logs say about it. */
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
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{known?.reason ?? message}</strong>
      </p>
      {known !== null && <p>{known.next}</p>}
      <p className="quiet">{name}</p>
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
