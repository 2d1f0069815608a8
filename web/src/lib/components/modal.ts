/**
 * Opens a modal dialog. If the dialog is still open when it is removed, and the focus would be lost, the focus returns
 * to the element that had it before.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  // The second click of a double click on the button that opened the dialog would select a word of it.
  const openedAt = performance.now();
  dialog.addEventListener('mousedown', (event) => {
    if (event.detail > 1 && performance.now() - openedAt < 500) event.preventDefault();
  });
  return () => {
    if (!dialog.open) return;
    dialog.close();
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
  };
}
