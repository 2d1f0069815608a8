import { expect, test } from 'vitest';
import type { CustomField } from '#contract/custom-field.ts';
import type { Workspace } from '#lib/workspace.ts';
import { withCustomFields } from './custom-view.ts';
import { relevantFields } from './view.ts';
import customer from './views/customer.ts';

const workspace = { organization: { presetId: 'voiceAgency' } } as Workspace;
const choice = (key: string, retired?: true): CustomField => ({
  key,
  label: key,
  kind: 'choice',
  section: 'Details',
  options: [{ id: 'other', label: 'Other' }],
  ...(retired ? { retired } : {}),
});
const shownWith = (fields: CustomField[], values: Record<string, unknown> = {}) =>
  relevantFields(withCustomFields(customer, fields), values, workspace)
    .map(([name]) => name)
    .filter((name) => /profession|voice/i.test(name));

test('choices of an organization replace the free texts about profession and voice, except where a record has one', () => {
  const both = [choice('profession'), choice('preferred-voice')];
  expect(shownWith(both)).toEqual(['custom.profession', 'custom.preferred-voice']);
  expect(shownWith(both, { profession: 'Notary' })).toContain('profession');
  expect(shownWith([])).toEqual(['profession', 'preferredVoice']);
  expect(shownWith([choice('profession', true)])).toEqual(['profession', 'preferredVoice']);
});
