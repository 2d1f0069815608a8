import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted } from './drawn.ts';

const most = { width: 720, height: 280 };

test('a logo of any shape keeps its proportions, fits, and isn’t enlarged', () => {
  expect(fitted({ width: 1_600, height: 400 }, most)).toEqual({ width: 720, height: 180 });
  expect(fitted({ width: 512, height: 512 }, most)).toEqual({ width: 280, height: 280 });
  expect(fitted({ width: 200, height: 50 }, most)).toEqual({ width: 200, height: 50 });
  const length = fc.integer({ min: 1, max: 8_000 });
  fc.assert(
    fc.property(length, length, (width, height) => {
      const size = fitted({ width, height }, most);
      expect(size.width).toBeLessThanOrEqual(Math.min(width, most.width));
      expect(size.height).toBeLessThanOrEqual(Math.min(height, most.height));
      expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
      const scale = Math.min(1, most.width / width, most.height / height);
      expect(Math.abs(size.width - width * scale)).toBeLessThanOrEqual(1);
      expect(Math.abs(size.height - height * scale)).toBeLessThanOrEqual(1);
    }),
  );
});
