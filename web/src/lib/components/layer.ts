/**
 * The parent for a menu or popover that opens from `anchor`. If a dialog contains `anchor`, it is the dialog, because
 * everything outside a modal dialog is inert. Otherwise, it is the `main` landmark, if the page has one.
 */
export function layerOf(anchor: HTMLElement | null): Element {
  return anchor?.closest('dialog') ?? document.querySelector('main') ?? document.body;
}
