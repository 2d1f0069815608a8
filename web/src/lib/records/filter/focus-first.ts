/** Focuses an input when its editor opens, so that people can type at once. */
export function focusFirst(isFirst: boolean) {
  return (element: HTMLElement): void => {
    if (isFirst) element.querySelector<HTMLElement>('input, select')?.focus();
  };
}
