import type { CustomField } from '#contract/custom-field.ts';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { demoAmountMinor } from './amount.ts';
import { daysBefore, pick, seededRandom, type Random } from './random.ts';
import type { DemoContent } from './content/content.ts';

/** Share of records that have a value for an optional field. */
const share = 0.8;

/**
 * Demo values for custom fields. Text and number fields get values only if the content lists values for their key, and
 * long texts and relations never do.
 */
export function demoCustom(
  fields: readonly CustomField[],
  content: DemoContent,
  { index, at, currency }: { index: number; at: string; currency: string },
): CustomValues {
  const random = seededRandom(7_000 + index);
  const entries = fields.flatMap((field): [string, CustomValue][] => {
    const value = field.retired ? undefined : demoValue(field, content, random, at, currency);
    return value !== undefined && (field.required || random() < share) ? [[field.key, value]] : [];
  });
  return Object.fromEntries(entries);
}

function demoValue(
  { key, kind, options = [] }: CustomField,
  { custom, worth }: DemoContent,
  random: Random,
  at: string,
  currency: string,
): CustomValue | undefined {
  const offered = options.filter(({ retired }) => !retired).map(({ id }) => id);
  if ((kind === 'choice' || kind === 'choices') && offered.length === 0) return undefined;
  const number = 1 + Math.floor(random() * 99);
  switch (kind) {
    case 'choice':
      return pick(random, offered);
    case 'choices':
      return [...new Set([pick(random, offered), pick(random, offered)])];
    case 'yesNo':
      return random() < 0.3;
    case 'date':
      return daysBefore(at, Math.round((random() - 0.5) * 80)).slice(0, 10);
    case 'money':
      return { amountMinor: demoAmountMinor(worth * (100 + random() * 2_000), currency), currency };
    case 'url':
      return `https://www.example.com/${key}/${number}`;
    case 'email':
      return `${key}.${number}@example.com`;
    case 'phone':
      // Numbers reserved for fictional use.
      return `+1202555${String(100 + number).padStart(4, '0')}`;
    case 'number': {
      const [least, most] = custom?.numbers[key] ?? [];
      return least === undefined || most === undefined
        ? undefined
        : least + Math.floor(random() * (most - least + 1));
    }
    case 'text': {
      const texts = custom?.texts[key];
      return texts && pick(random, texts);
    }
    case 'longText':
    case 'relation':
      return undefined;
  }
}
