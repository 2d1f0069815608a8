import { analytics } from '#contract/analytics.ts';
import { serve } from '#http/serve.ts';
import { customer, customerRevenue } from './customers.ts';
import { forecast, funnel } from './pipelines.ts';
import { invoices, payments, taxes } from './money.ts';
import { activities } from './activities.ts';
import { customers, deals, issues, leads, leadSources, people } from './reports.ts';

export const handler = serve(analytics, {
  deals,
  funnel,
  forecast,
  leads,
  leadSources,
  activities,
  customers,
  issues,
  invoices,
  taxes,
  payments,
  customerRevenue,
  customer,
  people,
});
