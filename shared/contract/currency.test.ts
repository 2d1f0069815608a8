import { expect, test } from 'vitest';
import { fractionDigits } from './currency.ts';

test('minor units follow ISO 4217, whatever the platform’s table says', () => {
  const digits = { USD: 2, COP: 2, HUF: 2, JPY: 0, CLP: 0, KRW: 0, ISK: 0, KWD: 3, TND: 3, CLF: 4 };
  for (const [currency, expected] of Object.entries(digits))
    expect([currency, fractionDigits(currency)]).toEqual([currency, expected]);
});
