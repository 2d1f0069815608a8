/**
 * Values that only the subject of a request knows, such as the token of an invitation. Requests are generated with
 * these texts in their place, which the schemas accept.
 */
const texts = {
  pictureId: '0190c0de-0000-7000-8000-00000000c0de',
  customerId: '0190c0de-0000-7000-8000-0000000c1de0',
  orgId: '0190c0de-0000-7000-8000-000000000c1d',
  token: 'value-of-the-subject-token',
  key: 'value-of-the-subject-key',
  code: 'value-of-the-subject-code',
  username: 'value-of-the-subject-username',
  email: 'address-of-the-subject@people.example',
} as const;

export type LateName = keyof typeof texts;
export type LateValues = Partial<Record<LateName, string>>;

export const late = (name: LateName): string => texts[name];

/** A part of a request with the values of its subject. */
export function withValues<T>(sent: T, values: LateValues): T {
  if (sent === undefined) return sent;
  let text = JSON.stringify(sent);
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(texts[name as LateName], value);
  return JSON.parse(text) as T;
}
