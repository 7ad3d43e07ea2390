import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

/** A modal dialog; the browser keeps the focus in it, and gives it back to what opened it, or to the page where that is gone. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // while it still is in the page: the browser gives no focus back for a dialog that is gone
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // what is to be filled in comes before the button that closes
    element?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    return () => {
      element?.close();
      const { activeElement: focused } = document;
      if (focused === document.body || element?.contains(focused) === true) {
        document.getElementById("content")?.focus();
      }
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <header className="row spread">
        <h2 id={id}>{title}</h2>
        <button type="button" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
