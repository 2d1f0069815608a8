/** Focuses a form's first control, or its first empty one, as soon as the form is mounted. */
export function focusFirst(form: HTMLElement, { empty = false } = {}): void {
  const controls = [
    ...form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      'input:enabled:not([hidden], [type=file], [type=hidden]), select:enabled, textarea:enabled',
    ),
  ];
  const first = empty ? controls.find(({ value }) => value === '') : undefined;
  (first ?? controls[0])?.focus();
}
