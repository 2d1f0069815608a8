import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentIn, accentStyle, contrastOf } from './accent.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const surfaces = { light: '#ffffff', dark: '#121b2d' } as const;

test('texts in an organization’s color, and on it, are readable in both themes, whatever the color', () => {
  fc.assert(
    fc.property(color, fc.constantFrom('light', 'dark'), (chosen, theme) => {
      const { fill, onFill, soft, ink } = accentIn(theme, chosen);
      expect(contrastOf(fill, onFill)).toBeGreaterThanOrEqual(4.5);
      for (const surface of [surfaces[theme], soft])
        expect(contrastOf(ink, surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(fill, surfaces[theme])).toBeGreaterThanOrEqual(3);
    }),
  );
});

test('the text on the band is readable, whatever the color', () => {
  fc.assert(
    fc.property(color, (chosen) => {
      const [, onBand = ''] = /--on-band: (#\w{6})/.exec(accentStyle(chosen)) ?? [];
      expect(contrastOf(onBand, chosen)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a color that already stands out stays as it was chosen', () => {
  expect(accentIn('light', '#7c2d12')).toMatchObject({ fill: '#7c2d12', ink: '#7c2d12' });
});
