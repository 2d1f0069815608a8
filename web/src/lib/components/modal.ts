/** Opens a modal dialog. When it is removed, closes it and returns the focus to the element that had it before. */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    if (!dialog.open) return;
    dialog.close();
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
  };
}
