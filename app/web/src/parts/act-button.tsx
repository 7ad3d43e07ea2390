import { type ReactNode, useId } from "react";

/** A button that, while it cannot be pressed, says why and when it can. */
export function ActButton({
  children,
  why,
  onClick,
  primary = false,
}: {
  readonly children: ReactNode;
  /** Why it cannot be pressed now; null where it can. */
  readonly why: ReactNode | null;
  readonly onClick: () => void;
  readonly primary?: boolean;
}) {
  const id = useId();
  const disabled = why !== null;
  return (
    <span className="act">
      <button
        type="button"
        className={primary ? "primary" : ""}
        aria-disabled={disabled}
        aria-describedby={disabled ? id : undefined}
        onClick={() => {
          if (!disabled) onClick();
        }}
      >
        {children}
      </button>
      {disabled && (
        <span id={id} className="why">
          {why}
        </span>
      )}
    </span>
  );
}
