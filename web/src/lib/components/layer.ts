/**
 * The parent of floating elements: an open dialog if they belong to one, otherwise a landmark of the page.
 */
export function layerOf(anchor: HTMLElement | null): Element {
  return anchor?.closest('dialog') ?? document.querySelector('main') ?? document.body;
}
