/**
 * Opens a modal dialog. If the dialog is still open when it is removed, and the focus would be lost, the focus returns
 * to the element that had it before. If that is gone, such as the button of a verb that was carried out, it goes to what
 * was around the button: the next Tab leads to the verbs that follow, and another Enter does nothing.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  const around = before?.parentElement;
  dialog.showModal();
  // The second click of a double click on the button that opened the dialog would select a word of it.
  const openedAt = performance.now();
  dialog.addEventListener('mousedown', (event) => {
    if (event.detail > 1 && performance.now() - openedAt < 500) event.preventDefault();
  });
  return () => {
    if (!dialog.open) return;
    dialog.close();
    if (!(before instanceof HTMLElement) || document.activeElement !== document.body) return;
    if (before.isConnected) before.focus();
    else if (around) focusOn(around);
  };
}

function focusOn(place: HTMLElement): void {
  place.tabIndex = -1;
  place.style.outline = 'none';
  place.focus({ preventScroll: true });
}
