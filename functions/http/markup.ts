/** Text that is already markup. Everything else is escaped when interpolated. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | readonly (Markup | string)[];

export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  const texts = parts.map(markupOf);
  return new Markup(strings.map((text, index) => text + (texts[index] ?? '')).join(''));
}

function markupOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(markupOf).join('');
  return String(part).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
