import { afterEach, expect, test, vi } from 'vitest';
import { withRoomForAmounts } from './amount-width.ts';
import { columnStyles, usualWidth } from './column-width.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  // Unit tests share their modules, and one of these tests leaves them in Spanish.
  vi.resetModules();
});

const name = { width: 200, minWidth: 150 };
const date = { width: 110, minWidth: 110 };
const text = { width: 160, minWidth: 100 };

test('the first column takes the free width, and the others shrink before it unless the table must scroll', () => {
  const { widths, width, minWidth } = columnStyles([name, text, date], 48);
  expect(widths).toEqual([
    'auto',
    'calc(max(100px, 160px - max(0px, 518px - 100cqi) * 1) + clamp(0px, (408px - 100cqi) * 9999, 60px))',
    '110px',
  ]);
  expect(width).toBe('100%');
  expect(minWidth).toBe('calc(408px + clamp(0px, (408px - 100cqi) * 9999, 110px))');
});

test('a chosen width stays, and the first column then leaves the free width empty', () => {
  const chosen = { ...text, width: 300, isChosen: true };
  expect(columnStyles([name, chosen], 48).widths).toEqual(['auto', '300px']);
  const fixed = columnStyles([{ ...name, isChosen: true }, chosen], 48);
  expect(fixed).toMatchObject({ widths: ['200px', '300px'], width: 'min(100cqi, 548px)' });
});

test('a column is never narrower than its heading, a date or a code', () => {
  const options = { label: 'Created', isTitle: false, isPill: false };
  const of = (kind: 'date' | 'text', more: object) =>
    usualWidth({ kind, mode: 'optional' }, { ...options, ...more });
  expect(of('date', { own: 90 })).toEqual({ width: 108, minWidth: 108 });
  expect(of('text', { label: 'Contact person', own: 90 }).minWidth).toBe(112);
  expect(usualWidth({ kind: 'text', mode: 'derived', codePrefix: 'CUST' }, options).minWidth).toBe(98);
});

test('a column of dates has room for the long dates of some locales', async () => {
  vi.stubGlobal('navigator', { languages: ['es-CO'], language: 'es-CO' });
  vi.stubGlobal('document', { documentElement: {} });
  vi.resetModules();
  const colombian = await import('./column-width.ts');
  const i18n = await import('#lib/i18n/i18n.svelte.ts');
  await i18n.useLanguage('es');
  const options = { label: 'Vence', own: 90, isTitle: false, isPill: false };
  expect(colombian.usualWidth({ kind: 'date', mode: 'optional' }, options).minWidth).toBeGreaterThan(130);
});

test('a column of amounts is wider only where long amounts are shown, and not if its width was chosen', () => {
  const total = {
    field: 'total',
    ...{ width: 132, minWidth: 132, isChosen: false },
    shownAs: { kind: 'money', mode: 'derived' },
    group: 'fields',
    isMeasurable: true,
    isGroupable: false,
  } as const;
  const widthOf = (amounts: string[], more: { isChosen?: boolean } = {}) =>
    withRoomForAmounts([{ ...total, ...more }], amounts, (amount) => amount)[0];
  expect(widthOf(['€17.50', '1.234.567,89 €'])).toEqual(total);
  expect(widthOf([])).toEqual(total);
  const long = widthOf(['€17.50', 'COP 1.234.567.890,00'])!;
  expect(long.minWidth).toBe(long.width);
  expect(long.width).toBeGreaterThan(160);
  expect(widthOf(['COP 1.234.567.890,00'], { isChosen: true })).toMatchObject({ width: 132 });
});
