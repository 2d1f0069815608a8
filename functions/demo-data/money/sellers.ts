import type { BillingSettings } from '#contract/billing.ts';
import type { Organization } from '#contract/organization.ts';

type Seller = Pick<BillingSettings, 'taxId' | 'address' | 'postalCode' | 'city' | 'state' | 'phone'>;

/** Fictional identities with valid check digits, by country. */
const sellers: Partial<Record<string, Seller>> = {
  CO: {
    taxId: '900.123.456-8',
    address: 'Carrera 11 # 93-52, oficina 401',
    postalCode: '110221',
    city: 'Bogotá',
    phone: '+57 601 555 0142',
  },
  ES: {
    taxId: 'B12345674',
    address: 'Calle de Alcalá 42, 3.º B',
    postalCode: '28014',
    city: 'Madrid',
    phone: '+34 910 555 014',
  },
};
const elsewhere: Seller = {
  taxId: '12-3456789',
  address: '500 Congress Avenue, Suite 210',
  postalCode: '78701',
  city: 'Austin',
  state: 'TX',
  phone: '+1 512 555 0142',
};

/** Who issues the demo invoices of an organization. */
export const sellerOf = ({ name, country }: Organization): Seller & Pick<BillingSettings, 'legalName'> => ({
  legalName: name,
  ...(sellers[country] ?? elsewhere),
});
