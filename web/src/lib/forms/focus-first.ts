/** Focuses a form's first control or, with `empty`, its first empty control if there is one. */
export function focusFirst(form: HTMLElement, { empty = false } = {}): void {
  const controls = [
    ...form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      'input:enabled:not([hidden], [type=file], [type=hidden]), select:enabled, textarea:enabled',
    ),
  ];
  // A picker is a button. It is filled in first if it comes first and nothing is chosen.
  const picker = form.querySelector('.field')?.querySelector<HTMLElement>('button[data-empty]');
  const first = empty ? controls.find(({ value }) => value === '') : undefined;
  (picker ?? first ?? controls[0])?.focus();
}
