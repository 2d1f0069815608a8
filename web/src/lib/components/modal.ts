/** Opens a dialog above everything. When it goes, however it goes, the focus is back where it was. */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    if (!dialog.open) return;
    dialog.close();
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
  };
}
