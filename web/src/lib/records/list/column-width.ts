import type { ShownField } from 'virtual:contract';
import { formatDay } from '#lib/i18n/format.ts';

/** Minimum and maximum column width in pixels. */
export const columnWidth = { min: 64, max: 600 };

interface Width {
  width: number;
  /** The width to which the column can shrink. Values that can't be shortened, such as dates, always fit. */
  minWidth: number;
}

const text: Width = { width: 150, minWidth: 80 };
const widths: Partial<Record<ShownField['kind'], Width>> = {
  longText: { width: 240, minWidth: 120 },
  email: { width: 160, minWidth: 92 },
  phone: { width: 164, minWidth: 164 },
  phones: { width: 164, minWidth: 164 },
  integer: { width: 104, minWidth: 72 },
  decimal: { width: 104, minWidth: 80 },
  money: { width: 132, minWidth: 132 },
  date: { width: 116, minWidth: 108 },
  timestamp: { width: 116, minWidth: 108 },
  member: { width: 124, minWidth: 96 },
  tags: { width: 124, minWidth: 84 },
  yesNo: { width: 90, minWidth: 72 },
};

/** Widths for values that aren't shortened. */
const pill: Width = { width: 128, minWidth: 112 };
const code: Width = { width: 104, minWidth: 98 };
const title: Width = { width: 200, minWidth: 136 };

/** Space for a heading, by its usual width of a letter. Longer ones are cut. */
const headingWidth = (label: string): number => Math.min(24 + Math.round(label.length * 6.3), 136);

/** Space for a long date in the user’s locale, such as "30 de sept de 2026" in Colombia. Dates can't be shortened. */
const dateWidth = (): number => 24 + Math.round(formatDay('2026-09-30').length * 6.6);

/** The width of a column until the user changes it. `own` is the width that the record type's view chooses. */
export function usualWidth(
  { kind, codePrefix }: ShownField,
  {
    label,
    own,
    ownLeast = 0,
    isTitle,
    isPill,
  }: {
    label: string;
    own?: number | undefined;
    ownLeast?: number | undefined;
    isTitle: boolean;
    isPill: boolean;
  },
): Width {
  if (isTitle) return { ...title, width: own ?? title.width };
  const { width, minWidth } = codePrefix ? code : isPill ? pill : (widths[kind] ?? text);
  // Pills can't be shortened, and the view knows how long they are.
  const least = Math.max(
    isPill ? (own ?? minWidth) : minWidth,
    ownLeast,
    headingWidth(label),
    kind === 'date' ? dateWidth() : 0,
  );
  return { width: Math.max(own ?? width, least), minWidth: least };
}

/** Space for a sum of amounts, which is longer than the amounts. */
export const sumWidth = 144;

/** A column as it is laid out. */
export interface LaidColumn extends Width {
  /** Whether the user has chosen the width, so that it stays as it is. */
  isChosen?: boolean | undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * The widths of columns as CSS, in a container in which `100cqi` is the width of the table. If the columns don't fit,
 * those whose width nobody chose shrink in proportion to what they can spare, and the first one only after them; if that
 * isn't enough, they keep their width and the table scrolls. The first column takes the free width, unless its own was
 * chosen.
 */
export function columnStyles(
  columns: readonly LaidColumn[],
  boxWidth: number,
): { widths: string[]; width: string; minWidth: string } {
  const spare = columns.map(({ width, minWidth, isChosen }) => (isChosen ? 0 : width - minWidth));
  const [total, spared] = [boxWidth + sum(columns.map(({ width }) => width)), sum(spare)];
  const sparedFirst = spared - (columns[0]?.isChosen ? 0 : (spare[0] ?? 0));
  const least = total - spared;
  // Zero if the columns fit when they shrink, and all of `most` otherwise.
  const ifScrolled = (most: number) => `clamp(0px, (${least}px - 100cqi) * 9999, ${most}px)`;
  const isFixed = columns[0]?.isChosen === true;
  const widths = columns.map(({ width }, place) => {
    if (place === 0 && !isFixed) return 'auto';
    const own = spare[place] ?? 0;
    if (own === 0) return `${width}px`;
    const share = Math.round((own / sparedFirst) * 10_000) / 10_000;
    const shrunk = `max(${width - own}px, ${width}px - max(0px, ${total}px - 100cqi) * ${share})`;
    return `calc(${shrunk} + ${ifScrolled(own)})`;
  });
  return {
    widths,
    width: isFixed ? `min(100cqi, ${total}px)` : '100%',
    minWidth: `calc(${least}px + ${ifScrolled(spared)})`,
  };
}
