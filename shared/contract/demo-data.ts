import * as z from 'zod/mini';
import { operation, type Resource } from './operation.ts';

const path = '/v1/orgs/{orgId}/demo-data';

const operations = {
  loadDemoData: operation({
    method: 'POST',
    path,
    access: 'organization:update',
    summary: 'Load a year of demo data. Data from an earlier call is left unchanged.',
    output: z.object({
      /** False if the call ran out of time. Call again to load the rest. */
      isComplete: z.boolean(),
      contacts: z.int(),
      tags: z.int(),
      notes: z.int(),
      customers: z.int(),
      vendors: z.int(),
      employees: z.int(),
      leads: z.int(),
      deals: z.int(),
      products: z.int(),
      quotes: z.int(),
      orders: z.int(),
      invoices: z.int(),
      payments: z.int(),
      activities: z.int(),
      tasks: z.int(),
      files: z.int(),
      issues: z.int(),
    }),
  }),
};

/** Has its own function, because no other request needs the demo content. */
export const demoData: Resource<typeof operations> = {
  name: 'demo-data',
  group: 'organizations',
  routes: [path],
  operations,
};
