import { expect, test } from 'vitest';
import { columnStyles } from './column-width.ts';

const name = { width: 200, minWidth: 150 };
const date = { width: 110, minWidth: 110 };
const text = { width: 160, minWidth: 100 };

test('the first column takes the free width, and the others shrink by what they can spare', () => {
  const { widths, width, least } = columnStyles([name, text, date], 48);
  expect(widths).toEqual(['auto', 'max(100px, 160px - max(0px, 518px - 100cqi) * 0.5455)', '110px']);
  expect({ width, least }).toEqual({ width: '100%', least: 408 });
});

test('a chosen width stays, and the first column then leaves the free width empty', () => {
  const chosen = { ...text, width: 300, isChosen: true };
  expect(columnStyles([name, chosen], 48)).toEqual({ widths: ['auto', '300px'], width: '100%', least: 498 });
  const fixed = columnStyles([{ ...name, isChosen: true }, chosen], 48);
  expect(fixed).toEqual({ widths: ['200px', '300px'], width: 'min(100cqi, 548px)', least: 548 });
});
