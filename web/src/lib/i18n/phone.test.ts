import { expect, test, vi } from 'vitest';

test('a number in an input is readable before and after the numbering plans are loaded', async () => {
  vi.resetModules();
  const { formatPhone, loadPhoneLibrary, phoneInInput } = await import('./phone.svelte.ts');
  expect(phoneInInput('+34933201181')).toBe('+34933201181');
  await loadPhoneLibrary();
  expect(phoneInInput('+34933201181')).toBe('+34 933 20 11 81');
  expect(formatPhone('+34933201181')).toBe('+34 933 20 11 81');
});
