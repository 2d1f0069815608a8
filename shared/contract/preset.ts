import * as z from 'zod/mini';
import { languages } from './language.ts';
import { customKinds } from './custom-field.ts';
import { dashboardCards } from './dashboard-card.ts';
import { operation, type Resource } from './operation.ts';
import { organization } from './organization.ts';
import { statusMeanings } from './status.ts';
import { presetIds } from './preset-id.ts';
import { recordTypeNames } from './record-types.ts';
import { tagColors } from './tag-color.ts';

/** A text in each supported language. */
const text = z.object({ en: z.string(), es: z.string() });
export type PresetText = z.infer<typeof text>;

const wording = z.object({ recordType: z.enum(recordTypeNames), one: text, many: text });
const entry = z.object({ id: z.string(), name: text, meaning: z.optional(z.enum(statusMeanings)) });
const list = z.object({ list: z.string(), items: z.array(entry) });
const stage = z.object({
  name: text,
  color: z.enum(tagColors),
  probability: z.int(),
  meaning: z.enum(['open', 'won', 'lost']),
});
const field = z.object({
  recordType: z.enum(recordTypeNames),
  key: z.string(),
  kind: z.enum(customKinds),
  label: text,
  options: z.optional(z.array(text)),
});

/** Its price and tax follow from the currency and country of the organization. */
const product = z.object({ name: text, intervalMonths: z.optional(z.int()) });

const preset = z.object({
  id: z.enum(presetIds),
  name: text,
  about: text,
  /** Country, currency and time zone that the UI suggests for a new organization with this preset. */
  place: z.optional(z.object({ country: z.string(), currency: z.string(), timeZone: z.string() })),
  wording: z.array(wording),
  lists: z.array(list),
  pipelines: z.array(z.object({ name: text, stages: z.array(stage) })),
  dashboard: z.optional(z.array(z.enum(dashboardCards))),
  customFields: z.array(field),
  products: z.array(product),
});
export type PresetView = z.infer<typeof preset>;

const all = '/v1/presets';
const inOrganization = '/v1/orgs/{orgId}/presets';
const one = `${inOrganization}/{presetId}` as const;

const operations = {
  list: operation({
    method: 'GET',
    path: all,
    access: 'user',
    summary: 'List the industry presets and what each one includes.',
    output: z.object({ items: z.array(preset) }),
  }),
  additions: operation({
    method: 'GET',
    path: one,
    access: 'organization:update',
    summary: 'Preview what applying a preset would add to the organization.',
    output: preset,
  }),
  apply: operation({
    method: 'POST',
    path: `${one}/apply`,
    access: 'organization:update',
    summary:
      'Add the settings of a preset that the organization doesn’t have yet. Existing settings are left unchanged. Send the organization’s ETag in If-Match.',
    body: z.strictObject({
      /** The language of the names of pipelines and stages, of labels, and of custom fields. */
      language: z.enum(languages),
    }),
    output: organization,
    ifMatch: true,
  }),
};

export const presets: Resource<typeof operations> = {
  name: 'presets',
  routes: [all, `${inOrganization}/{proxy+}`],
  operations,
};
