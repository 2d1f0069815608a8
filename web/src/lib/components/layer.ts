/**
 * The parent for a menu or popover that opens from `anchor`: the dialog that contains `anchor`, otherwise the `main`
 * landmark, so that the content always belongs to a landmark.
 */
export function layerOf(anchor: HTMLElement | null): Element {
  return anchor?.closest('dialog') ?? document.querySelector('main') ?? document.body;
}
