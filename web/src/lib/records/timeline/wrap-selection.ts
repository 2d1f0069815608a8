/** Returns the text with `before` and `after` around the selection, and keeps the selection. */
export function wrapSelection(area: HTMLTextAreaElement, before: string, after: string): string {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const text = value.slice(0, start) + before + value.slice(start, end) + after + value.slice(end);
  requestAnimationFrame(() => {
    area.focus();
    area.setSelectionRange(start + before.length, end + before.length);
  });
  return text;
}
