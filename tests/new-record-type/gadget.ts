import { defaulted, listedIn, member, optional, text, type Fields } from '#contract/field.ts';
import { resource } from '#contract/operation.ts';
import { recordOperations } from '#contract/record-operations.ts';
import { recordType } from '#contract/record-type.ts';

const fields = {
  title: text({ max: 80 }),
  statusId: defaulted(listedIn('contactStatuses')),
  serial: optional(text({ max: 20 })),
  ownerId: optional(member()),
};

/** A record type that only this test knows, with further fields as a developer would add them. */
export function gadgetType<More extends Fields>(more: More) {
  return recordType('gadget', {
    plural: 'gadgets',
    fields: { ...fields, ...more },
    title: 'title',
    row: ['title', 'statusId', 'serial', 'ownerId', ...Object.keys(more)] as never,
    sorts: ['title'],
    filters: ['statusId', 'ownerId'],
  });
}

export const gadget = gadgetType({});

export const gadgets = resource(
  'gadgets',
  '/v1/orgs/{orgId}/gadgets',
  recordOperations(gadget, 'gadgets', 1),
);
