import { defaultLeadWeights } from '#contract/lead-score.ts';
import type { Me } from '#contract/me.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { Organization, Pipeline, Stage, Status } from '#contract/organization.ts';

type Lists = Pick<
  Organization,
  | 'contactStatuses'
  | 'customerStatuses'
  | 'vendorStatuses'
  | 'leadStatuses'
  | 'leadSources'
  | 'leadWeights'
  | 'pipelines'
>;
type Locale = Me['locale'];

/** Id, meaning, English and Spanish name of every entry that a new organization begins with. */
type Entry = readonly [id: string, meaning: Status['meaning'], en: string, es: string];

const contactStatuses: Entry[] = [
  ['prospect', 'prospect', 'Prospect', 'Prospecto'],
  ['qualified', 'qualified', 'Qualified', 'Calificado'],
  ['customer', 'customer', 'Customer', 'Cliente'],
  ['inactive', 'inactive', 'Inactive', 'Inactivo'],
];
const customerStatuses: Entry[] = [
  ['active', 'active', 'Active', 'Activo'],
  ['prospect', 'prospect', 'Prospect', 'Prospecto'],
  ['vip', 'active', 'VIP', 'VIP'],
  ['inactive', 'inactive', 'Inactive', 'Inactivo'],
];
const vendorStatuses: Entry[] = [
  ['active', 'active', 'Active', 'Activo'],
  ['inactive', 'inactive', 'Inactive', 'Inactivo'],
];
const leadStatuses: Entry[] = [
  ['new', 'open', 'New', 'Nuevo'],
  ['contacted', 'open', 'Contacted', 'Contactado'],
  ['qualified', 'qualified', 'Qualified', 'Calificado'],
  ['unqualified', 'disqualified', 'Unqualified', 'No calificado'],
  ['negotiation', 'qualified', 'Negotiation', 'Negociación'],
  ['closed', 'won', 'Closed', 'Cerrado'],
  ['lost', 'lost', 'Lost', 'Perdido'],
];
const leadSources: Entry[] = [
  ['website', undefined, 'Website', 'Sitio web'],
  ['referral', undefined, 'Referral', 'Referido'],
  ['partner', undefined, 'Partner', 'Socio'],
  ['social_media', undefined, 'Social media', 'Redes sociales'],
  ['cold_call', undefined, 'Cold call', 'Llamada en frío'],
  ['event', undefined, 'Event', 'Evento'],
  ['advertisement', undefined, 'Advertisement', 'Publicidad'],
  ['other', undefined, 'Other', 'Otro'],
];

const stages: readonly (readonly [string, Stage['color'], number, Stage['meaning'], string, string])[] = [
  ['qualified', 'cyan', 20, 'open', 'Qualified', 'Calificado'],
  ['demo', 'blue', 40, 'open', 'Demo', 'Demostración'],
  ['proposal', 'violet', 60, 'open', 'Proposal', 'Propuesta'],
  ['negotiation', 'amber', 80, 'open', 'Negotiation', 'Negociación'],
  ['won', 'green', 100, 'won', 'Won', 'Ganado'],
  ['lost', 'gray', 0, 'lost', 'Lost', 'Perdido'],
];

const defaults: Record<StatusListName, Entry[]> = {
  contactStatuses,
  customerStatuses,
  vendorStatuses,
  leadStatuses,
  leadSources,
};

/** An entry as it is kept: without a name as long as the product's own ones do. */
export type StoredStatus = Omit<Status, 'name' | 'names'> & { name?: string };

/** The product's names of an entry, if it is one of the product's. */
export function productNames(list: StatusListName, id: string): NonNullable<Status['names']> | undefined {
  const [, , en, es] = defaults[list].find(([entryId]) => entryId === id) ?? [];
  return en === undefined || es === undefined ? undefined : { en, es };
}

export const storedStatus = ({ name, names, ...entry }: Status): StoredStatus =>
  names ? entry : { ...entry, name };

export function statusFrom(list: StatusListName, stored: StoredStatus): Status {
  if (stored.name !== undefined) return { ...stored, name: stored.name };
  const names = productNames(list, stored.id);
  return { ...stored, name: names?.en ?? stored.id, ...(names ? { names } : {}) };
}

/** The lists that a new organization begins with; the pipeline is named in the language of who makes it. */
export function defaultLists(locale: Locale): Lists {
  const entries = (list: StatusListName): Status[] =>
    defaults[list].map(([id, meaning]) => statusFrom(list, { id, ...(meaning ? { meaning } : {}) }));
  return {
    contactStatuses: entries('contactStatuses'),
    customerStatuses: entries('customerStatuses'),
    vendorStatuses: entries('vendorStatuses'),
    leadStatuses: entries('leadStatuses'),
    leadSources: entries('leadSources'),
    leadWeights: defaultLeadWeights,
    pipelines: [defaultPipeline(locale)],
  };
}

function defaultPipeline(locale: Locale): Pipeline {
  return {
    id: 'sales',
    name: locale === 'es' ? 'Ventas' : 'Sales',
    stages: stages.map(([id, color, probability, meaning, en, es]) => ({
      id: `sales-${id}`,
      name: locale === 'es' ? es : en,
      color,
      probability,
      meaning,
    })),
  };
}
