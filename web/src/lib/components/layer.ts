/** Where something that floats is put: above an open dialog if it belongs to one, else inside a landmark of the page. */
export function layerOf(anchor: HTMLElement | null): Element {
  return anchor?.closest('dialog') ?? document.querySelector('main') ?? document.body;
}
