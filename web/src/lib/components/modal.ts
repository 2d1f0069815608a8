/** Opens a modal dialog. When it closes, however that happens, the focus returns to where it was. */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    if (!dialog.open) return;
    dialog.close();
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
  };
}
