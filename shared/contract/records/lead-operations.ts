import * as z from 'zod/mini';
import { id, line, money, rate } from '../field.ts';
import { mergeOperation } from '../merge.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { deal } from './deal.ts';
import { lead } from './lead.ts';

const one = '/v1/orgs/{orgId}/leads/{id}';

/** An existing record that a conversion can reuse. */
const match = z.object({ id, title: z.string(), detail: z.optional(z.string()) });

const conversion = z.strictObject({
  /**
   * An existing customer. By default, the contact's customer unless it is in the trash, otherwise a new customer
   * created from the lead.
   */
  customerId: z.optional(id),
  /**
   * An existing contact. By default, a contact is created from the lead. A contact keeps its customer unless that
   * customer is in the trash, so a different `customerId` is rejected.
   */
  contactId: z.optional(id),
  /** Without it, no deal is created. */
  deal: z.optional(
    z.strictObject({
      title: deal.fields.title.schema,
      /** Without it, the deal has no value, regardless of the lead's estimated value. */
      value: z.optional(money),
      exchangeRate: z.optional(rate().schema),
      pipelineId: z.optional(line(40)),
    }),
  ),
});

/** The standard operations, and the operations that only leads have. */
export const leads = recordResource(lead, {
  merge: mergeOperation(lead),
  qualify: operation({
    method: 'POST',
    path: `${one}/qualify`,
    access: 'lead:update',
    summary: 'Qualify a lead.',
    output: lead.record,
    ifMatch: true,
  }),
  disqualify: operation({
    method: 'POST',
    path: `${one}/disqualify`,
    access: 'lead:update',
    summary: 'Disqualify a lead, with a reason.',
    body: z.strictObject({ reason: line(300) }),
    output: lead.record,
    ifMatch: true,
  }),
  conversionMatches: operation({
    method: 'GET',
    path: `${one}/conversion`,
    access: 'lead:convert',
    needs: ['lead:read'],
    summary:
      'Find existing customers and contacts with the lead’s e-mail or phone, to use when you convert it.',
    output: z.object({ customers: z.array(match), contacts: z.array(match) }),
  }),
  convert: operation({
    method: 'POST',
    path: `${one}/conversion`,
    access: 'lead:convert',
    needs: ['lead:read'],
    summary: 'Convert a lead into a customer, a contact and optionally a deal. A lead can be converted once.',
    description:
      'If you specify an existing contact, it keeps its customer, even if you can’t access that customer. If the contact has no customer, or its customer is in the trash, it’s linked to the customer you specify or, if you specify none, to a new one. The deal has the value that you send. The lead’s estimated value isn’t copied.',
    body: conversion,
    output: lead.record,
    ifMatch: true,
  }),
});
