import { expect, test } from 'vitest';
import { webhookEventNames } from '#contract/webhook-event-names.ts';
import { typeOfEvent } from '#contract/webhook-events.ts';
import { texts as english } from './en/webhooks.ts';
import { texts as spanish } from './es/webhooks.ts';
import { nounsOf } from './nouns.ts';

test.each([
  { language: 'en', texts: english },
  { language: 'es', texts: spanish },
] as const)(
  'each event of webhooks has a name of its own and a meaning ($language)',
  ({ language, texts }) => {
    const nouns = nounsOf(language);
    const { events } = texts(nouns).webhooks;
    const named = webhookEventNames.map((event) => {
      const kind = event.split('.')[1] as keyof typeof events;
      const noun = nouns[typeOfEvent(event)];
      return { name: events[kind].name(noun), about: events[kind].about(noun) };
    });
    expect(new Set(named.map(({ name }) => name)).size).toBe(webhookEventNames.length);
    expect(named.filter(({ about }) => !/^\p{Lu}.*\.$/u.test(about))).toEqual([]);
  },
);
