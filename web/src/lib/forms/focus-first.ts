/** Focuses a form's first control or, with `empty`, its first empty control if there is one. */
export function focusFirst(form: HTMLElement, { empty = false } = {}): void {
  const controls = [
    ...form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      'input:enabled:not([hidden], [type=file], [type=hidden]), select:enabled, textarea:enabled',
    ),
  ];
  const first = empty ? controls.find(({ value }) => value === '') : undefined;
  (first ?? controls[0])?.focus();
}
